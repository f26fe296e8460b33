package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Translator of Slice with constant bounds and positive steps. */
final class SliceTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape in = c.shape(0);
        int rank = in.rank();
        int[] starts = c.integers(1);
        int[] axes = c.integers(3, IntStream.range(0, starts.length).toArray());
        int[] given = c.integers(4, ones(starts.length));
        long[] begin = new long[rank];
        long[] steps = new long[rank];
        long[] end = WeightLayout.longs(in);
        Arrays.fill(steps, 1);
        int whole = (1 << rank) - 1;
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeContext.axis(axes[i], rank);
            int size = in.size(axis);
            begin[axis] = Math.max(0, Math.min(size, starts[i] < 0 ? starts[i] + size : starts[i]));
            steps[axis] = given[i];
            end[axis] = begin[axis] + (long) (c.outputShape().size(axis) - 1) * given[i] + 1;
            if (c.outputShape().size(axis) < size) {
                whole &= ~(1 << axis);
            }
        }
        c.output(c.sd().stridedSlice(c.input(0), begin, end, steps, 0, whole, 0, 0, 0));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        for (int i = 1; i < 5; i++) {
            if (c.has(i) && c.constant(i).isEmpty()) {
                return Optional.of("with computed bounds");
            }
        }
        return Arrays.stream(c.integers(4)).anyMatch(s -> s < 1) ? Optional.of("backwards") : Optional.empty();
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
