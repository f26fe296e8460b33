package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of ArgMax and ArgMin: one axis becomes 1, or disappears if {@code keepdims} is 0. */
public final class ArgReduceShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        boolean[] reduced = new boolean[x.rank()];
        reduced[ShapeContext.axis(c.attributes().integer("axis", 0), x.rank())] = true;
        return List.of(ReduceShape.without(x, reduced, c.attributes().integer("keepdims", 1) == 1));
    }
}
