package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Squeeze: axes of size 1 disappear. */
public final class SqueezeShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        boolean[] gone = new boolean[x.rank()];
        int[] axes = c.integers(1);
        for (int axis : axes) {
            gone[ShapeContext.axis(axis, x.rank())] = true;
        }
        int[] kept = new int[x.rank()];
        int n = 0;
        for (int axis = 0; axis < x.rank(); axis++) {
            boolean drop = axes.length == 0 ? x.size(axis) == 1 : gone[axis];
            if (!drop) {
                kept[n++] = x.size(axis);
            }
        }
        return List.of(Shape.of(Arrays.copyOf(kept, n)));
    }
}
