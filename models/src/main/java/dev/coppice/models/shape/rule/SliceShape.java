package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.ShapeContext;
import dev.coppice.models.shape.ShapeRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Slice: each named axis cut from start to end by a step, bounds clamped. */
public final class SliceShape implements ShapeRule {
    /** What is kept of one axis. */
    public record Cut(int axis, List<Integer> kept) {
        public Cut {
            kept = List.copyOf(kept);
        }

        /** The indices kept, in order. */
        public int[] indices() {
            return kept.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape shape = c.input(0);
        for (Cut cut : cuts(c)) {
            shape = shape.with(cut.axis(), cut.kept().size());
        }
        return List.of(shape);
    }

    /** What a Slice keeps, axis by axis. */
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
            cuts.add(new Cut(axis, indices(starts[i], ends[i], steps[i], shape.size(axis))));
        }
        return cuts;
    }

    private static List<Integer> indices(int start, int end, int step, int size) {
        if (step == 0) {
            throw new IllegalArgumentException("a step is 0");
        }
        List<Integer> indices = new ArrayList<>();
        if (step > 0) {
            long last = clamp(end, size, 0, size);
            for (long i = clamp(start, size, 0, size); i < last; i += step) {
                indices.add((int) i);
            }
        } else {
            long last = clamp(end, size, -1, size - 1);
            for (long i = clamp(start, size, 0, size - 1); i > last; i += step) {
                indices.add((int) i);
            }
        }
        return indices;
    }

    private static long clamp(int bound, int size, int low, int high) {
        long fromStart = bound < 0 ? (long) bound + size : bound;
        return Math.max(low, Math.min(high, fromStart));
    }
}
