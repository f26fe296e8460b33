package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of Expand: broadcasts to a given shape. */
public final class ExpandShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        return List.of(Shape.broadcast(c.input(0), Shape.of(c.integers(1))));
    }
}
