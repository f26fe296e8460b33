package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Pad: constant amounts before and after each axis. */
public final class PadShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape shape = c.input(0);
        int[] axes = new int[shape.rank()];
        Arrays.setAll(axes, i -> i);
        axes = c.integers(3, axes);
        int[] pads = c.integers(1);
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeContext.axis(axes[i], shape.rank());
            shape = shape.with(axis, shape.size(axis) + pads[i] + pads[axes.length + i]);
        }
        return List.of(shape);
    }
}
