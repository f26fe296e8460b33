package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;

/** Values of operators that repeat, frame or sum the elements of a constant along its axes. */
final class Placement {
    private Placement() {}

    static Tensor tile(ValueContext c) {
        Tensor x = c.input(0);
        int[] repeats = c.integers(1);
        Shape shape = x.shape();
        for (int axis = 0; axis < repeats.length; axis++) {
            shape = shape.with(axis, Math.multiplyExact(shape.size(axis), repeats[axis]));
        }
        Elements.check(shape);
        Tensor out = x;
        for (int axis = 0; axis < repeats.length; axis++) {
            int size = x.shape().size(axis);
            int[] indices = new int[Math.multiplyExact(size, repeats[axis])];
            Arrays.setAll(indices, i -> i % size);
            out = out.select(axis, indices);
        }
        return out;
    }

    static Tensor pad(ValueContext c) {
        Tensor x = c.input(0);
        String mode = c.attributes().text("mode", "constant");
        int[] axes = new int[x.shape().rank()];
        Arrays.setAll(axes, i -> i);
        axes = c.integers(3, axes);
        int[] pads = c.integers(1);
        Tensor out = x;
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeContext.axis(axes[i], x.shape().rank());
            int before = pads[i];
            int size = out.shape().size(axis);
            int length = Math.addExact(size, Math.addExact(before, pads[axes.length + i]));
            Elements.check(out.shape().with(axis, length));
            int[] indices = new int[length];
            Arrays.setAll(indices, at -> source(at - before, size, mode));
            out = padded(out, axis, indices, c);
        }
        return out;
    }

    /** The elements at these indices of an axis, with the fill value for indices below 0. */
    private static Tensor padded(Tensor x, int axis, int[] indices, ValueContext c) {
        Shape out = x.shape().with(axis, indices.length);
        int inner = out.product(axis + 1, out.rank());
        Tensor moved =
                x.select(axis, Arrays.stream(indices).map(i -> Math.max(i, 0)).toArray());
        if (Arrays.stream(indices).noneMatch(i -> i < 0)) {
            return moved;
        }
        if (x.type().isFloating()) {
            double[] values = moved.toDoubles();
            double fill = c.has(2) ? c.input(2).toDoubles()[0] : 0;
            return Elements.reals(x.type(), out, i -> indices[i / inner % indices.length] < 0 ? fill : values[i]);
        }
        long[] values = moved.toLongs();
        long fill = c.has(2) ? c.input(2).toLongs()[0] : 0;
        return Elements.integers(x.type(), out, i -> indices[i / inner % indices.length] < 0 ? fill : values[i]);
    }

    /** The index that a position outside takes its element from; -1 for the fill value. */
    private static int source(int position, int size, String mode) {
        if (position >= 0 && position < size) {
            return position;
        }
        return switch (mode) {
            case "constant" -> -1;
            case "edge" -> Math.max(0, Math.min(size - 1, position));
            case "reflect" -> position < 0 ? -position : 2 * (size - 1) - position;
            default -> Math.floorMod(position, size);
        };
    }

    static Tensor cumulated(ValueContext c) {
        Tensor x = c.input(0);
        boolean plain =
                c.attributes().integer("exclusive", 0) == 0 && c.attributes().integer("reverse", 0) == 0;
        if (!plain) {
            throw new IllegalArgumentException("an exclusive or reverse sum is not computed");
        }
        int axis = ShapeContext.axis(c.integers(1)[0], x.shape().rank());
        int inner = x.shape().product(axis + 1, x.shape().rank());
        int size = x.shape().size(axis);
        if (x.type().isFloating()) {
            double[] sums = x.toDoubles();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += i / inner % size > 0 ? sums[i - inner] : 0;
            }
            return Elements.reals(x.type(), x.shape(), i -> sums[i]);
        }
        long[] sums = x.toLongs();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += i / inner % size > 0 ? sums[i - inner] : 0;
        }
        return Elements.integers(x.type(), x.shape(), i -> sums[i]);
    }

    static Tensor triangle(ValueContext c) {
        Tensor x = c.input(0);
        int diagonal = c.has(1) ? c.integers(1)[0] : 0;
        int columns = x.shape().size(-1);
        int rows = x.shape().size(-2);
        boolean upper = c.attributes().integer("upper", 1) == 1;
        Keep keep = i -> {
            int offset = i % columns - i / columns % rows;
            return upper ? offset >= diagonal : offset <= diagonal;
        };
        if (x.type().isFloating()) {
            double[] values = x.toDoubles();
            return Elements.reals(x.type(), x.shape(), i -> keep.at(i) ? values[i] : 0);
        }
        long[] values = x.toLongs();
        return Elements.integers(x.type(), x.shape(), i -> keep.at(i) ? values[i] : 0);
    }

    @FunctionalInterface
    private interface Keep {
        boolean at(int element);
    }
}
