package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A normalisation of N×G×rest between two Reshapes, that is, one of G groups of channels.
 *
 * @param from the tensor before the first Reshape
 * @param groups number of groups
 * @param epsilon added to the variance
 * @param last the second Reshape
 */
record GroupedMaps(String from, int groups, float epsilon, Node last) {
    private static final int INNER_RANK = 3;

    /** The maps around a normalisation that ends at {@code end}; empty if there are no such Reshapes. */
    static Optional<GroupedMaps> around(Normalisation norm, Node end, Graph graph, BatchPair shapes) {
        Optional<Node> first = graph.producer(norm.x()).filter(n -> n.is("Reshape"));
        List<Graph.Use> uses = graph.uses(end.output());
        if (first.isEmpty() || uses.size() != 1 || !uses.get(0).node().is("Reshape")) {
            return Optional.empty();
        }
        String from = first.get().input(0);
        Node last = uses.get(0).node();
        Shape inner = shapes.a().of(norm.x());
        boolean isGrouping = isGrouping(shapes.a().of(from), inner)
                && isGrouping(shapes.b().of(from), shapes.b().of(norm.x()))
                && shapes.a().of(from).equals(shapes.a().of(last.output()))
                && shapes.b().of(from).equals(shapes.b().of(last.output()))
                && !graph.isOutput(end.output());
        return isGrouping ? Optional.of(new GroupedMaps(from, inner.size(1), norm.epsilon(), last)) : Optional.empty();
    }

    private static boolean isGrouping(Shape outer, Shape inner) {
        return inner.rank() == INNER_RANK
                && outer.rank() > 2
                && outer.size(0) == inner.size(0)
                && outer.size(1) % inner.size(1) == 0;
    }

    /** The operator of opset 21, whose arithmetic this is. */
    Node node(String scale, String bias) {
        Attributes attributes = Attributes.NONE
                .with("num_groups", groups)
                .with("epsilon", epsilon)
                .with("stash_type", 1);
        return new Node(last.name(), "", "GroupNormalization", List.of(from, scale, bias), last.outputs(), attributes);
    }
}
