package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of Concat: sizes add up on one axis and agree on the others. */
public final class ConcatShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape first = c.input(0);
        int axis = ShapeContext.axis(c.attributes().integer("axis", 1), first.rank());
        int size = 0;
        for (int i = 0; i < c.node().inputs().size(); i++) {
            Shape input = c.input(i);
            if (input.rank() != first.rank() || !input.with(axis, 0).equals(first.with(axis, 0))) {
                throw new IllegalArgumentException(
                        "Concat on axis " + axis + " joins " + first + " and " + input + ", which differ elsewhere");
            }
            size += input.size(axis);
        }
        return List.of(first.with(axis, size));
    }
}
