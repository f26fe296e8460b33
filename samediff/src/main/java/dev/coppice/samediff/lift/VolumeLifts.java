package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;

/** Lifts of pools and of upsampling of volumes. */
final class VolumeLifts {
    private static final int AXES = 3;

    private VolumeLifts() {}

    static void maxPool(LiftedOp op) {
        pool(op, "MaxPool", pooling(op).with("dilations", each(op, 3)));
    }

    static void averagePool(LiftedOp op) {
        if (Arrays.stream(each(op, 3)).anyMatch(d -> d != 1)) {
            throw new UnliftableException("with dilation");
        }
        pool(op, "AveragePool", pooling(op).with("count_include_pad", Math.toIntExact(op.integer(13, 0))));
    }

    private static void pool(LiftedOp op, String kind, Attributes a) {
        OrderedMaps.output(op, op.integer(14, 0) == 1, kind, a);
    }

    /** Arguments: kernel, stride, padding, dilation (for each axis), 0 explicit or 1 SAME, divisor, 1 NDHWC. */
    private static Attributes pooling(LiftedOp op) {
        int[] around = each(op, 2);
        int[] pads = Arrays.copyOf(around, 2 * AXES);
        System.arraycopy(around, 0, pads, AXES, AXES);
        Attributes a = Attributes.NONE.with("kernel_shape", each(op, 0)).with("strides", each(op, 1));
        return op.integer(12, 0) == 0 ? a.with("pads", pads) : a.with("auto_pad", "SAME_UPPER");
    }

    private static int[] each(LiftedOp op, int kind) {
        return op.ints(kind * AXES, (kind + 1) * AXES);
    }

    /** Arguments: a factor for each axis, and the order. */
    static void upsample(LiftedOp op) {
        int[] factors = op.ints(0, AXES);
        String scales = op.put(
                op.op().output() + ".scales",
                Tensor.floats(Shape.of(2 + AXES), 1, 1, factors[0], factors[1], factors[2]));
        Attributes a = Attributes.NONE
                .with("mode", "nearest")
                .with("coordinate_transformation_mode", "asymmetric")
                .with("nearest_mode", "floor");
        OrderedMaps.output(op, op.integer(3, 1) == 0, "Resize", a, "", scales);
    }
}
