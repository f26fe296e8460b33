package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of GridSample: maps N×C×… on the positions of a grid N×…×axes. */
public final class GridSampleShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        Shape grid = c.input(1);
        if (grid.rank() != x.rank() || grid.size(-1) != x.rank() - 2) {
            throw new IllegalArgumentException("a grid " + grid + " gives no positions in maps " + x);
        }
        Shape out = x;
        for (int axis = 2; axis < x.rank(); axis++) {
            out = out.with(axis, grid.size(axis - 1));
        }
        return List.of(out);
    }
}
