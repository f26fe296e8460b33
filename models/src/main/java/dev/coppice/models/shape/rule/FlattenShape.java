package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of Flatten: two axes, split before {@code axis}. */
public final class FlattenShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int axis = c.attributes().integer("axis", 1);
        int split = axis < 0 ? axis + x.rank() : axis;
        return List.of(Shape.of(x.product(0, split), x.product(split, x.rank())));
    }
}
