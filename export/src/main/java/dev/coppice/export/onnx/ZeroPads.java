package dev.coppice.export.onnx;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Zero Pads before a MaxPool, written with all their axes named. The meaning is the same, and ONNX Runtime then does not
 * merge them into the pool. The pool pads with −∞, so a border of negative numbers only would give those instead of 0.
 * The optimizer of ONNX Runtime moves Transposes away first, so they may stand between. All axes must be named, since
 * this optimizer takes the amounts for those of all axes. After a node without negative outputs both paddings are equal.
 */
final class ZeroPads {
    private static final String[] NON_NEGATIVE = {"Relu", "Sigmoid", "HardSigmoid", "Softmax"};

    private ZeroPads() {}

    static Graph keepApart(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("Pad") && isZero(graph, node) && isPooled(graph, node) && !isNonNegative(graph, node)) {
                nameAxes(graph, node, edits);
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static boolean isZero(Graph graph, Node pad) {
        boolean constant = pad.attributes().text("mode", "constant").equals("constant");
        return constant
                && !pad.hasInput(3)
                && graph.constant(pad.input(1)).isPresent()
                && (!pad.hasInput(2)
                        || graph.constant(pad.input(2))
                                .filter(v -> Arrays.stream(v.toDoubles()).allMatch(x -> x == 0))
                                .isPresent());
    }

    private static boolean isPooled(Graph graph, Node node) {
        return graph.uses(node.output()).stream()
                .map(Graph.Use::node)
                .anyMatch(
                        reader -> reader.is("MaxPool") || (reader.is("Transpose", "Cast") && isPooled(graph, reader)));
    }

    private static boolean isNonNegative(Graph graph, Node node) {
        Optional<Node> before = graph.producer(node.input(0));
        return before.filter(n -> n.is(NON_NEGATIVE) || (n.is("Transpose") && isNonNegative(graph, n)))
                .isPresent();
    }

    private static void nameAxes(Graph graph, Node pad, List<GraphEdit> edits) {
        int rank = graph.constant(pad.input(1)).map(Tensor::shape).orElseThrow().size(0) / 2;
        String axes = pad.name() + "/axes";
        edits.add(new GraphEdit.PutConstant(
                axes, Tensor.vector(LongStream.range(0, rank).toArray())));
        edits.add(new GraphEdit.ReplaceNode(pad.name(), pad.withInput(3, axes)));
    }
}
