package dev.coppice.models.onnx.layout;

import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.rule.ShapeContext;

/**
 * Operators of one data input that work along the attribute {@code axis} and keep all axes.
 *
 * @param otherwise the axis where the attribute is left out
 */
record AxisCarry(int otherwise) implements CarryRule {
    @Override
    public boolean carry(Node node, Carrying graph) {
        Carried data = graph.at(node.input(0));
        if (data.order().isSame()) {
            return false;
        }
        int axis = ShapeContext.axis(node.attributes().integer("axis", otherwise), graph.rank(node.input(0)));
        graph.put(
                graph.reading(node, data)
                        .withAttributes(
                                node.attributes().with("axis", data.order().axis(axis))),
                data.order());
        return true;
    }
}
