package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of Slice with constant bounds. What goes backwards, and steps in a row, are products with a constant matrix of
 * zeros and ones.
 */
final class SliceTranslator implements OpTranslator {
    /**
     * The part of one axis.
     *
     * @param start first entry as given, from the end if it is below 0
     */
    private record Part(int axis, int start, int step) {
        static List<Part> of(LoweringContext c) {
            int[] starts = c.integers(1);
            int[] axes = c.integers(3, IntStream.range(0, starts.length).toArray());
            int[] steps = c.integers(4, ones(starts.length));
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < starts.length; i++) {
                parts.add(new Part(ShapeContext.axis(axes[i], c.shape(0).rank()), starts[i], steps[i]));
            }
            return parts;
        }

        /** The first entry within bounds. */
        int first(int size, int least, int most) {
            return Math.max(least, Math.min(most, start < 0 ? start + size : start));
        }
    }

    @Override
    public void lower(LoweringContext c) {
        Shape in = c.shape(0);
        List<Part> runs = new ArrayList<>();
        List<Part> chosen = new ArrayList<>();
        for (Part part : Part.of(c)) {
            boolean isRun = part.step() == 1 || (part.step() > 0 && !isRow(in));
            (isRun ? runs : chosen).add(part);
        }
        SDVariable x = runs.stream().allMatch(p -> p.step() == 1) ? run(c, runs) : stepped(c, runs);
        Shape sliced = c.outputShape();
        for (Part part : chosen) {
            sliced = sliced.with(part.axis(), in.size(part.axis()));
        }
        for (Part part : chosen) {
            int size = in.size(part.axis());
            int taken = c.outputShape().size(part.axis());
            float[][] choice = new float[size][taken];
            for (int to = 0; to < taken; to++) {
                choice[part.first(size, 0, size - 1) + to * part.step()][to] = 1;
            }
            x = AxisProduct.apply(c, x, sliced, part.axis(), choice);
            sliced = sliced.with(part.axis(), taken);
        }
        c.output(x);
    }

    /** The gradient of ND4J's strided_slice throws in a matrix of one row. */
    private static boolean isRow(Shape shape) {
        return shape.rank() == 2 && shape.size(0) == 1;
    }

    private static SDVariable run(LoweringContext c, List<Part> parts) {
        int[] begin = new int[c.shape(0).rank()];
        int[] sizes = new int[begin.length];
        Arrays.fill(sizes, -1);
        for (Part part : parts) {
            int size = c.shape(0).size(part.axis());
            int taken = c.outputShape().size(part.axis());
            begin[part.axis()] = part.first(size, 0, size);
            sizes[part.axis()] = taken < size ? taken : -1;
        }
        return c.sd().slice(c.input(0), begin, sizes);
    }

    private static SDVariable stepped(LoweringContext c, List<Part> parts) {
        Shape in = c.shape(0);
        int rank = in.rank();
        long[] begin = new long[rank];
        long[] steps = new long[rank];
        long[] end = WeightLayout.longs(in);
        Arrays.fill(steps, 1);
        int whole = (1 << rank) - 1;
        for (Part part : parts) {
            int axis = part.axis();
            int size = in.size(axis);
            int taken = c.outputShape().size(axis);
            begin[axis] = part.first(size, 0, size);
            steps[axis] = part.step();
            end[axis] = begin[axis] + (long) (taken - 1) * part.step() + 1;
            if (taken < size) {
                whole &= ~(1 << axis);
            }
        }
        return c.sd().stridedSlice(c.input(0), begin, end, steps, 0, whole, 0, 0, 0);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        for (int i = 1; i < 5; i++) {
            if (c.has(i) && c.constant(i).isEmpty()) {
                return Optional.of("with computed bounds");
            }
        }
        return Optional.empty();
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
