package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Shape rule of reductions: the given axes (all of them by default) become 1, or disappear if {@code keepdims} is 0. */
public final class ReduceShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int[] axes = c.integers(1);
        if (axes.length == 0 && c.attributes().integer("noop_with_empty_axes", 0) == 1) {
            return List.of(x);
        }
        boolean[] reduced = new boolean[x.rank()];
        Arrays.fill(reduced, axes.length == 0);
        for (int axis : axes) {
            reduced[ShapeContext.axis(axis, x.rank())] = true;
        }
        return List.of(without(x, reduced, c.attributes().integer("keepdims", 1) == 1));
    }

    /** A shape whose reduced axes are 1, or gone unless they are kept. */
    public static Shape without(Shape x, boolean[] reduced, boolean keep) {
        int[] sizes = new int[x.rank()];
        int n = 0;
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!reduced[axis] || keep) {
                sizes[n++] = reduced[axis] ? 1 : x.size(axis);
            }
        }
        return Shape.of(Arrays.copyOf(sizes, n));
    }
}
