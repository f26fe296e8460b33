package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Shape rule of Slice: each named axis cut from start to end by a step, bounds clamped. */
public final class SliceShape implements ShapeRule {
    /** The kept indices of one axis: {@code count} indices from {@code start} on, {@code step} apart. */
    public record Cut(int axis, int start, int step, int count) {
        /** The indices kept, in order. */
        public int[] indices() {
            return IntStream.range(0, count).map(i -> start + i * step).toArray();
        }
    }

    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape shape = c.input(0);
        for (Cut cut : cuts(c)) {
            shape = shape.with(cut.axis(), cut.count());
        }
        return List.of(shape);
    }

    /** The kept indices of a Slice, axis by axis. */
    public static List<Cut> cuts(ShapeContext c) {
        Shape shape = c.input(0);
        int[] starts = c.integers(1);
        int[] ends = c.integers(2);
        int[] inOrder = new int[starts.length];
        Arrays.setAll(inOrder, i -> i);
        int[] axes = c.integers(3, inOrder);
        int[] ones = new int[starts.length];
        Arrays.fill(ones, 1);
        int[] steps = c.integers(4, ones);
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeContext.axis(axes[i], shape.rank());
            cuts.add(cut(axis, shape.size(axis), starts[i], ends[i], steps[i]));
        }
        return cuts;
    }

    private static Cut cut(int axis, int size, int start, int end, int step) {
        if (step == 0) {
            throw new IllegalArgumentException("a step is 0");
        }
        boolean forward = step > 0;
        long first = forward ? clamp(start, size, 0, size) : clamp(start, size, 0, size - 1);
        long last = forward ? clamp(end, size, 0, size) : clamp(end, size, -1, size - 1);
        long span = forward ? last - first : first - last;
        long stride = Math.abs((long) step);
        return new Cut(axis, (int) first, step, (int) Math.max(0, (span + stride - 1) / stride));
    }

    private static long clamp(int bound, int size, int low, int high) {
        long fromStart = bound < 0 ? (long) bound + size : bound;
        return Math.max(low, Math.min(high, fromStart));
    }
}
