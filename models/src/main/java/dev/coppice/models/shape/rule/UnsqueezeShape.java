package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Unsqueeze: axes of size 1 appear. */
public final class UnsqueezeShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int[] axes = c.integers(1);
        int rank = x.rank() + axes.length;
        int[] out = new int[rank];
        Arrays.fill(out, -1);
        for (int axis : axes) {
            out[ShapeContext.axis(axis, rank)] = 1;
        }
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (out[axis] < 0) {
                out[axis] = x.size(next++);
            }
        }
        return List.of(Shape.of(out));
    }
}
