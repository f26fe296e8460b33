package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lifts of convolutions. Arguments of the operators: kernel, stride, padding, dilation (two each), 0 explicit or 1 SAME, 0
 * NCHW or 1 NHWC, layout of the weights.
 */
final class ConvLifts {
    private static final int SAME = 8;
    private static final int ORDER = 9;
    private static final int WEIGHTS = 10;

    /** Permutations from YXIO, OIYX and OYXI to OIYX. */
    private static final int[][] CONV = {{3, 2, 0, 1}, {0, 1, 2, 3}, {0, 3, 1, 2}};

    /** Permutations from YXIM, MIYX and MYXI to IMYX. */
    private static final int[][] DEPTHWISE = {{2, 3, 0, 1}, {1, 0, 2, 3}, {3, 0, 1, 2}};

    /** Permutations from YXOI, IOYX and IYXO to IOYX. */
    private static final int[][] TRANSPOSED = {{3, 2, 0, 1}, {0, 1, 2, 3}, {0, 3, 1, 2}};

    private ConvLifts() {}

    static void conv(LiftedOp op) {
        emit(op, "Conv", weights(op, CONV), attributes(op));
    }

    static void depthwise(LiftedOp op) {
        Tensor w = weights(op, DEPTHWISE);
        Shape own = w.shape();
        Tensor flat = w.reshape(Shape.of(own.product(0, 2), 1, own.size(2), own.size(3)));
        emit(op, "Conv", flat, attributes(op).with("group", own.size(0)));
    }

    static void transposed(LiftedOp op) {
        Attributes a = attributes(op);
        emit(op, "ConvTranspose", weights(op, TRANSPOSED), op.integer(SAME, 0) == 1 ? enlarged(op, a) : a);
    }

    /** SAME of a transposed convolution gives the size times the stride, so the pads do not depend on the size. */
    private static Attributes enlarged(LiftedOp op, Attributes a) {
        int[] kernel = op.ints(0, 2);
        int[] stride = op.ints(2, 4);
        int[] dilation = op.ints(6, 8);
        int[] surplus = new int[2];
        Arrays.setAll(surplus, i -> (kernel[i] - 1) * dilation[i] + 1 - stride[i]);
        int[] cut = Arrays.stream(surplus).map(s -> Math.max(s, 0)).toArray();
        int[] added = Arrays.stream(surplus).map(s -> Math.max(-s, 0)).toArray();
        return a.without("auto_pad")
                .with("pads", cut[0] / 2, cut[1] / 2, cut[0] - cut[0] / 2, cut[1] - cut[1] / 2)
                .with("output_padding", added);
    }

    private static Tensor weights(LiftedOp op, int[][] layouts) {
        return AxisOrder.of(layouts[Math.toIntExact(op.integer(WEIGHTS, 0))]).of(op.constant(1));
    }

    private static void emit(LiftedOp op, String kind, Tensor weights, Attributes a) {
        boolean nhwc = op.integer(ORDER, 0) == 1;
        List<String> inputs = new ArrayList<>();
        inputs.add(op.map(0, nhwc));
        inputs.add(op.put(1, weights));
        if (op.has(2)) {
            Tensor bias = op.constant(2);
            inputs.add(op.put(2, flat(bias)));
        }
        op.output(nhwc, kind, a, inputs.toArray(String[]::new));
    }

    /** A vector of all elements. */
    static Tensor flat(Tensor value) {
        return value.reshape(Shape.of(Math.toIntExact(value.shape().elements())));
    }

    private static Attributes attributes(LiftedOp op) {
        int[] pad = op.ints(4, 6);
        Attributes a = Attributes.NONE.with("strides", op.ints(2, 4)).with("dilations", op.ints(6, 8));
        return switch ((int) op.integer(SAME, 0)) {
            case 0 -> a.with("pads", pad[0], pad[1], pad[0], pad[1]);
            case 1 -> a.with("auto_pad", "SAME_UPPER");
            default -> throw new UnliftableException("with causal padding");
        };
    }
}
