package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.rule.ShapeContext;

/** Concat: all parts take one order. */
final class ConcatCarry implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        AxisOrder order = ElementwiseCarry.common(node, graph);
        if (order.isSame()) {
            return false;
        }
        int axis = ShapeContext.axis(node.attributes().integer("axis", 1), graph.rank(node.output()));
        graph.put(
                node.mapInputs(t -> graph.in(t, order))
                        .withAttributes(node.attributes().with("axis", order.axis(axis))),
                order);
        return true;
    }
}
