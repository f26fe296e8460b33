package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Folding of a GatherND whose constant indices name places on the first axis alone into the Gather that it is. */
final class IndexedSlices {
    private IndexedSlices() {}

    static Graph simplify(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            indices(node, graph).ifPresent(indices -> {
                String name = FreshName.in(graph, node.output() + "_indices");
                Attributes first = Attributes.NONE.with("axis", 0);
                edits.add(new GraphEdit.PutConstant(name, indices));
                edits.add(new GraphEdit.ReplaceNode(
                        node.name(),
                        new Node(node.name(), "", "Gather", List.of(node.input(0), name), node.outputs(), first)));
            });
        }
        return GraphRewriter.apply(graph, edits);
    }

    /** The indices without their last axis, of one number each; empty for anything else. */
    private static Optional<Tensor> indices(Node node, Graph graph) {
        return node.is("GatherND") && node.attributes().integer("batch_dims", 0) == 0
                ? graph.constant(node.input(1))
                        .filter(t -> t.shape().rank() > 0 && t.shape().size(-1) == 1)
                        .map(t -> t.reshape(Shape.of(
                                Arrays.copyOf(t.shape().sizes(), t.shape().rank() - 1))))
                : Optional.empty();
    }
}
