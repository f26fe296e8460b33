package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of TopK: k of one axis, values and indices. */
public final class TopKShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int axis = ShapeContext.axis(c.attributes().integer("axis", -1), x.rank());
        Shape out = x.with(axis, c.integers(1)[0]);
        return List.of(out, out);
    }
}
