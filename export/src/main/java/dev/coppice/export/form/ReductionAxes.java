package dev.coppice.export.form;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.Arrays;
import java.util.List;

/** Reductions before 18, whose axes are an attribute; without it they reduce over all. */
final class ReductionAxes implements OpsetRule {
    private static final int REVISED = 18;

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        if (target.opset() >= REVISED) {
            return List.of(node);
        }
        long[] axes = target.integers(node.input(1), REVISED, "axes");
        Attributes attributes = node.attributes();
        if (axes.length == 0 && attributes.integer("noop_with_empty_axes", 0) != 0) {
            throw new NewerOpsetException(REVISED, "reduces over no axis");
        }
        Attributes old = attributes.without("noop_with_empty_axes");
        int[] named = Arrays.stream(axes).mapToInt(Math::toIntExact).toArray();
        return List.of(node.withInputs(List.of(node.input(0)))
                .withAttributes(named.length == 0 ? old : old.with("axes", named)));
    }
}
