package dev.coppice.export.onnx;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights in half precision: single-precision constants with more than one element along two axes or more. Vectors, such as
 * biases and statistics, take little room and stay as they are, as does a tensor with a number beyond the range of halves.
 */
public final class HalfWeights {
    private HalfWeights() {}

    /** The graph with all weights rounded to numbers that halves hold. Its constants stay in single precision. */
    public static Graph rounded(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        graph.constants().forEach((name, tensor) -> {
            if (isWeight(tensor)) {
                float[] values = halves(tensor).toFloats();
                if (isFinite(values)) {
                    edits.add(new GraphEdit.PutConstant(name, Tensor.floats(tensor.shape(), values)));
                }
            }
        });
        return GraphRewriter.apply(graph, edits);
    }

    /** The graph with weights that halves hold exactly stored so, each with a Cast behind it. */
    static Graph store(Graph graph) {
        Map<String, Tensor> constants = new TreeMap<>(graph.constants());
        List<Node> nodes = new ArrayList<>();
        graph.constants().forEach((name, tensor) -> {
            Tensor half = isWeight(tensor) ? halves(tensor) : tensor;
            if (isWeight(tensor) && Arrays.equals(half.toFloats(), tensor.toFloats())) {
                constants.remove(name);
                constants.put(name + "/half", half);
                nodes.add(new Node(
                        name + "/float",
                        "",
                        "Cast",
                        List.of(name + "/half"),
                        List.of(name),
                        Attributes.NONE.with("to", ElementType.FLOAT.code())));
            }
        });
        nodes.addAll(graph.nodes());
        return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes, constants).carrying(graph.carried());
    }

    private static boolean isWeight(Tensor tensor) {
        return tensor.type() == ElementType.FLOAT
                && Arrays.stream(tensor.shape().sizes())
                                .filter(size -> size > 1)
                                .count()
                        > 1;
    }

    private static Tensor halves(Tensor tensor) {
        return Tensor.halves(tensor.shape(), tensor.toFloats());
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
