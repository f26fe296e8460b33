package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folding of Flatten → Softmax → Reshape, the meaning of a Softmax before opset 13. It becomes one Softmax if only one of
 * the flattened axes is larger than 1.
 */
final class FlattenedSoftmax {
    private FlattenedSoftmax() {}

    static Graph simplify(Graph graph) {
        boolean none = graph.nodes().stream().noneMatch(n -> n.is("Softmax", "LogSoftmax", "Hardmax"));
        Optional<BatchPair> shapes = none ? Optional.empty() : BatchPair.of(graph);
        if (shapes.isEmpty()) {
            return graph;
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (Node reshape : graph.nodes()) {
            if (reshape.is("Reshape")) {
                direct(graph, shapes.get(), reshape)
                        .ifPresent(node -> edits.add(new GraphEdit.ReplaceNode(reshape.name(), node)));
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static Optional<Node> direct(Graph graph, BatchPair shapes, Node reshape) {
        Optional<Node> softmax = onlyReadBy(graph, reshape)
                .filter(n -> n.is("Softmax", "LogSoftmax", "Hardmax"))
                .filter(n -> Math.abs(n.attributes().integer("axis", -1)) == 1);
        Optional<Node> flatten = softmax.flatMap(n -> onlyReadBy(graph, n)).filter(n -> n.is("Flatten"));
        if (flatten.isEmpty()) {
            return Optional.empty();
        }
        String input = flatten.get().input(0);
        Shape shape = shapes.a().of(input);
        boolean restored = shape.equals(shapes.a().of(reshape.output()))
                && shapes.b().of(input).equals(shapes.b().of(reshape.output()));
        int axis = onlyWideAxis(shape, flatten.get().attributes().integer("axis", 1));
        if (!restored || axis < 0) {
            return Optional.empty();
        }
        return Optional.of(new Node(
                reshape.name(),
                "",
                softmax.get().op(),
                List.of(input),
                reshape.outputs(),
                softmax.get().attributes().with("axis", axis)));
    }

    private static Optional<Node> onlyReadBy(Graph graph, Node reader) {
        String tensor = reader.input(0);
        return graph.uses(tensor).size() == 1 && !graph.isOutput(tensor) ? graph.producer(tensor) : Optional.empty();
    }

    /** The only axis from {@code from} on with a size above 1, or the last axis if there is none; -1 if there are several. */
    private static int onlyWideAxis(Shape shape, int from) {
        int found = -1;
        for (int axis = from < 0 ? from + shape.rank() : from; axis < shape.rank(); axis++) {
            if (shape.size(axis) > 1) {
                if (found >= 0) {
                    return -1;
                }
                found = axis;
            }
        }
        return found >= 0 ? found : shape.rank() - 1;
    }
}
