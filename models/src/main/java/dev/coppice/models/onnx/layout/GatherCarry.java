package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.rule.ShapeContext;

/** Gather by a number or a list. */
final class GatherCarry implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        Carried data = graph.at(node.input(0));
        int picked = graph.rank(node.input(1));
        if (data.order().isSame() || picked > 1) {
            return false;
        }
        int rank = graph.rank(node.input(0));
        int axis = ShapeContext.axis(node.attributes().integer("axis", 0), rank);
        AxisOrder order = picked == 1 ? data.order() : Kept.without(data.order(), rank, a -> a == axis);
        graph.put(
                graph.reading(node, data)
                        .withAttributes(
                                node.attributes().with("axis", data.order().axis(axis))),
                order);
        return true;
    }
}
