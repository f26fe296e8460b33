package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;

/** Lifts of normalisations by statistics of the map itself. */
final class NormalisationLifts {
    /** SameDiff gives 0 where all values are equal, and adds nothing elsewhere. */
    private static final float EPSILON = 1e-12f;

    private static final int MAP_RANK = 4;

    private NormalisationLifts() {}

    /** Arguments: the axes. */
    static void standardize(LiftedOp op) {
        ReductionLifts.Over over = over(op);
        standardized(op, over, op.map(0, over.nhwc()), true);
    }

    private static ReductionLifts.Over over(LiftedOp op) {
        return ReductionLifts.Over.of(op, true, op.ints(0, op.integers().length));
    }

    private static String standardized(LiftedOp op, ReductionLifts.Over over, String map, boolean last) {
        String mean = ReductionLifts.mean(op, map, over, true);
        String difference = op.emit("Sub", Attributes.NONE, map, mean);
        String square = op.emit("Mul", Attributes.NONE, difference, difference);
        String variance = ReductionLifts.mean(op, square, over, true);
        String deviation =
                op.emit("Sqrt", Attributes.NONE, op.emit("Add", Attributes.NONE, variance, op.put("epsilon", EPSILON)));
        if (last) {
            op.output(over.nhwc(), "Div", Attributes.NONE, difference, deviation);
            return op.op().output();
        }
        return op.emit("Div", Attributes.NONE, difference, deviation);
    }

    /** Inputs: x, gain, and perhaps bias, by channel. Arguments: the axes; whether channels come second. */
    static void layerNorm(LiftedOp op) {
        int rank = op.rank(0);
        int[] axes = op.ints(0, op.integers().length);
        int channels = op.truth(0, true) ? 1 : rank - 1;
        boolean overChannels = axes.length == 1 && op.axis(axes[0], rank, false) == channels;
        if (overChannels && channels == rank - 1) {
            op.output(false, "LayerNormalization", overLast(), inputs(op, op.plain(0)));
        } else if (overChannels && rank == MAP_RANK && !op.isTurned(0)) {
            String last = transposed(op, op.plain(0), LiftedTensors.TO_NHWC);
            String normal = op.emit("LayerNormalization", overLast(), inputs(op, last));
            op.output(false, "Transpose", Attributes.NONE.with("perm", LiftedTensors.TO_NCHW), normal);
        } else {
            general(op, rank, channels);
        }
    }

    private static Attributes overLast() {
        return Attributes.NONE.with("axis", -1).with("epsilon", EPSILON);
    }

    private static String transposed(LiftedOp op, String tensor, int... axes) {
        return op.emit("Transpose", Attributes.NONE.with("perm", axes), tensor);
    }

    private static String[] inputs(LiftedOp op, String map) {
        String gain = op.put(1, op.constant(1));
        return op.has(2) ? new String[] {map, gain, op.put(2, op.constant(2))} : new String[] {map, gain};
    }

    private static void general(LiftedOp op, int rank, int channels) {
        ReductionLifts.Over over = over(op);
        int axis = op.axis(channels, rank, over.nhwc());
        String normal = standardized(op, over, op.map(0, over.nhwc()), false);
        String gain = op.put(1, along(op.constant(1), rank, axis));
        if (op.has(2)) {
            String scaled = op.emit("Mul", Attributes.NONE, normal, gain);
            op.output(over.nhwc(), "Add", Attributes.NONE, scaled, op.put(2, along(op.constant(2), rank, axis)));
        } else {
            op.output(over.nhwc(), "Mul", Attributes.NONE, normal, gain);
        }
    }

    /** A vector that broadcasts along one axis. */
    private static Tensor along(Tensor vector, int rank, int axis) {
        int[] sizes = new int[rank - axis];
        Arrays.fill(sizes, 1);
        sizes[0] = Math.toIntExact(vector.shape().elements());
        return vector.reshape(Shape.of(sizes));
    }

    /** Arguments: half of the window; bias, α and β. SameDiff's window runs along the last axis. */
    static void localResponse(LiftedOp op) {
        if (op.rank(0) != MAP_RANK) {
            throw new UnliftableException("of " + op.rank(0) + " axes");
        }
        int size = Math.toIntExact(2 * op.integer(0, 5) + 1);
        Attributes a = Attributes.NONE
                .with("size", size)
                .with("bias", (float) op.real(0, 1))
                .with("alpha", (float) op.real(1, 1) * size)
                .with("beta", (float) op.real(2, 0.5));
        op.output(true, "LRN", a, op.map(0, true));
    }
}
