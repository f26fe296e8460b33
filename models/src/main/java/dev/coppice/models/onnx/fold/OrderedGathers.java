package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Folding of a Gather that takes every element of a list in order into the Reshape that it is. */
final class OrderedGathers {
    private OrderedGathers() {}

    static Graph simplify(Graph graph) {
        boolean none = graph.nodes().stream().noneMatch(n -> n.is("Gather"));
        Optional<BatchPair> shapes = none ? Optional.empty() : BatchPair.of(graph);
        if (shapes.isEmpty()) {
            return graph;
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("Gather")
                    && takesAll(node, shapes.get().a())
                    && takesAll(node, shapes.get().b())) {
                target(shapes.get(), node.output()).ifPresent(target -> {
                    String name = FreshName.in(graph, node.output() + "_target");
                    edits.add(new GraphEdit.PutConstant(name, target));
                    edits.add(new GraphEdit.ReplaceNode(
                            node.name(),
                            new Node(
                                    node.name(),
                                    "",
                                    "Reshape",
                                    List.of(node.input(0), name),
                                    node.outputs(),
                                    Attributes.NONE)));
                });
            }
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static boolean takesAll(Node node, Shapes shapes) {
        Shape list = shapes.of(node.input(0));
        Optional<Tensor> indices = shapes.value(node.input(1));
        if (list.rank() != 1 || indices.isEmpty() || shapes.of(node.input(1)).rank() < 2) {
            return false;
        }
        long[] at = indices.get().toLongs();
        return at.length == list.size(0) && IntStream.range(0, at.length).allMatch(i -> at[i] == i);
    }

    /** A target of both shapes; empty if they differ on several axes. */
    private static Optional<Tensor> target(BatchPair shapes, String output) {
        Shape a = shapes.a().of(output);
        Shape b = shapes.b().of(output);
        long[] target = new long[a.rank()];
        int open = 0;
        for (int k = 0; k < target.length; k++) {
            boolean same = a.size(k) == b.size(k);
            target[k] = same ? a.size(k) : -1;
            open += same ? 0 : 1;
        }
        return open > 1 ? Optional.empty() : Optional.of(Tensor.vector(target));
    }
}
