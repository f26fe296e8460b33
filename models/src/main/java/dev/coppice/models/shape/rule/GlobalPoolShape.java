package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of global pooling: every spatial axis becomes 1. */
public final class GlobalPoolShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape shape = c.input(0);
        for (int axis = 2; axis < shape.rank(); axis++) {
            shape = shape.with(axis, 1);
        }
        return List.of(shape);
    }
}
