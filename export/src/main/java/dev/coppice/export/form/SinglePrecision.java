package dev.coppice.export.form;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Graphs with bfloat16 in single precision, which holds all its numbers. ONNX Runtime has no kernels of that type on
 * processors, so a file with it is run so.
 */
public final class SinglePrecision {
    /** Attributes that name an element type. */
    private static final List<String> TYPES = List.of("to", "dtype");

    private static final AttributeValue FROM = new AttributeValue.Int(ElementType.BFLOAT16.code());

    private SinglePrecision() {}

    /** Whether a graph runs as it is. */
    public static boolean runs(Graph graph) {
        return Stream.concat(graph.inputs().stream(), graph.outputs().stream())
                        .noneMatch(info -> info.type() == ElementType.BFLOAT16)
                && graph.constants().values().stream().noneMatch(tensor -> tensor.type() == ElementType.BFLOAT16)
                && graph.nodes().stream().allMatch(node -> of(node.attributes()).equals(node.attributes()));
    }

    /** The graph in single precision; the same graph if it runs as it is. */
    public static Graph of(Graph graph) {
        if (runs(graph)) {
            return graph;
        }
        Map<String, Tensor> constants = new TreeMap<>();
        graph.constants().forEach((name, tensor) -> constants.put(name, of(tensor)));
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.withAttributes(of(node.attributes())))
                .toList();
        return new Graph(graph.name(), of(graph.inputs()), of(graph.outputs()), nodes, constants)
                .carrying(graph.carried());
    }

    private static List<TensorInfo> of(List<TensorInfo> infos) {
        return infos.stream()
                .map(info -> info.type() == ElementType.BFLOAT16
                        ? new TensorInfo(info.name(), ElementType.FLOAT, info.dimensions(), info.stored())
                        : info)
                .toList();
    }

    private static Attributes of(Attributes attributes) {
        Attributes changed = attributes;
        for (Map.Entry<String, AttributeValue> one : attributes.asMap().entrySet()) {
            if (TYPES.contains(one.getKey()) && one.getValue().equals(FROM)) {
                changed = changed.with(one.getKey(), ElementType.FLOAT.code());
            } else if (one.getValue() instanceof AttributeValue.Data data
                    && data.value().type() == ElementType.BFLOAT16) {
                changed = changed.with(one.getKey(), new AttributeValue.Data(of(data.value())));
            }
        }
        return changed;
    }

    private static Tensor of(Tensor tensor) {
        return tensor.type() == ElementType.BFLOAT16 ? Tensor.floats(tensor.shape(), tensor.toFloats()) : tensor;
    }
}
