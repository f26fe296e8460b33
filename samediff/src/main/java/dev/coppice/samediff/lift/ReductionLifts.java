package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.samediff.view.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lifts of reductions. An N×H×W×C map is reduced as N×C×H×W wherever the axes that stay keep their order; the channels then
 * need no Transpose.
 */
final class ReductionLifts {
    private static final int[] SPACE = {2, 3};

    private ReductionLifts() {}

    /** The axes of an operator's input that are reduced, in its own order, and whether they stay with size 1. */
    @SuppressWarnings("ArrayRecordComponent") // package-internal array is never changed after construction
    record Over(boolean nhwc, int[] axes, boolean keeps) {
        /** Whether the result is an N×C×H×W tensor of an N×H×W×C variable. */
        boolean turned() {
            return nhwc && keeps;
        }

        private static boolean staysInOrder(int... axes) {
            boolean height = IntStream.of(axes).anyMatch(a -> a == 1);
            boolean width = IntStream.of(axes).anyMatch(a -> a == 2);
            return (height && width) || IntStream.of(axes).anyMatch(a -> a == 3);
        }

        static Over of(LiftedOp op, boolean keeps, int... given) {
            int rank = op.rank(0);
            int[] own = (given.length == 0 || given[0] == Integer.MAX_VALUE
                            ? IntStream.range(0, rank)
                            : IntStream.of(given).map(a -> op.axis(a, rank, false)))
                    .sorted()
                    .toArray();
            boolean nhwc = op.isTurned(0) && (keeps || staysInOrder(own));
            int[] axes =
                    IntStream.of(own).map(a -> op.axis(a, rank, nhwc)).sorted().toArray();
            return new Over(nhwc, axes, keeps);
        }

        static Over of(LiftedOp op) {
            Arguments.Reduction reduction = op.reduction();
            int[] axes = reduction.axes().stream().mapToInt(a -> a).toArray();
            return of(op, reduction.keeps(), axes);
        }

        Attributes attributes() {
            return Attributes.NONE.with("keepdims", keeps ? 1 : 0);
        }

        String vector(LiftedOp op) {
            return op.vector("axes", Arrays.stream(axes).asLongStream().toArray());
        }
    }

    static void reduce(LiftedOp op, String kind) {
        Over over = Over.of(op);
        op.output(over.turned(), kind, over.attributes(), op.map(0, over.nhwc()), over.vector(op));
    }

    /** Lifts a reduction of absolute values. */
    static void reduceAbsolute(LiftedOp op, String kind) {
        Over over = Over.of(op);
        String absolute = op.emit("Abs", Attributes.NONE, op.map(0, over.nhwc()));
        op.output(over.turned(), kind, over.attributes(), absolute, over.vector(op));
    }

    /** Lifts a reduction; over height and width only it is a pool, whose result is flattened without kept axes. */
    static void reduce(LiftedOp op, String kind, String pool) {
        Over over = Over.of(op);
        if (op.rank(0) != 4 || !Arrays.equals(over.axes(), SPACE)) {
            reduce(op, kind);
        } else if (over.keeps()) {
            op.output(over.nhwc(), pool, Attributes.NONE, op.map(0, over.nhwc()));
        } else {
            op.output(false, "Flatten", Attributes.NONE, op.emit(pool, Attributes.NONE, op.map(0, over.nhwc())));
        }
    }

    /** Lifts a reduction whose axes are arguments, and whose first number keeps them if it is not 0. */
    static void logSumExp(LiftedOp op) {
        Over over = Over.of(op, op.real(0, 0) != 0, op.ints(0, op.integers().length));
        op.output(over.turned(), "ReduceLogSumExp", over.attributes(), op.map(0, over.nhwc()), over.vector(op));
    }

    /** The sum of squared differences from the mean over a number of elements, one less if it is corrected. */
    static void variance(LiftedOp op, boolean root) {
        Over over = Over.of(op);
        String mean = mean(op, op.map(0, over.nhwc()), over, true);
        String square = squared(op, op.map(0, over.nhwc()), mean);
        String variance = mean(op, square, over, over.keeps());
        if (op.reduction().corrected()) {
            double elements = elements(op);
            variance = op.emit(
                    "Mul", Attributes.NONE, variance, op.put("correction", (float) (elements / (elements - 1))));
        }
        op.output(over.turned(), root ? "Sqrt" : "Identity", Attributes.NONE, variance);
    }

    private static double elements(LiftedOp op) {
        List<Integer> axes = op.reduction().axes();
        if (axes.isEmpty() || axes.get(0) == Integer.MAX_VALUE) {
            throw new UnliftableException("over all axes");
        }
        int rank = op.rank(0);
        double elements = 1;
        for (int axis : axes) {
            elements *= op.size(0, op.axis(axis, rank, false));
        }
        return elements;
    }

    static String mean(LiftedOp op, String of, Over over, boolean keeps) {
        Attributes a = Attributes.NONE.with("keepdims", keeps ? 1 : 0);
        return op.emit("ReduceMean", a, of, over.vector(op));
    }

    static String squared(LiftedOp op, String map, String mean) {
        String difference = op.emit("Sub", Attributes.NONE, map, mean);
        return op.emit("Mul", Attributes.NONE, difference, difference);
    }

    /** Outputs: mean and variance. */
    static void moments(LiftedOp op) {
        Over over = Over.of(op, op.truth(0, false), op.ints(0, op.integers().length));
        String map = op.map(0, over.nhwc());
        String variance = mean(op, squared(op, map, mean(op, map, over, true)), over, over.keeps());
        op.output(over.turned(), "ReduceMean", over.attributes(), map, over.vector(op));
        op.result(1, over.turned(), variance);
    }

    /** Arguments: the axis, whether it stays. */
    static void search(LiftedOp op, String kind) {
        List<Long> axes = op.op().arguments().integers();
        if (axes.size() != 1) {
            throw new UnliftableException("over " + axes.size() + " axes");
        }
        Over over = Over.of(op, op.truth(0, false), Math.toIntExact(axes.get(0)));
        op.output(over.turned(), kind, over.attributes().with("axis", over.axes()[0]), op.map(0, over.nhwc()));
    }
}
