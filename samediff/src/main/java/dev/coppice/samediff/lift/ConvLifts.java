package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /** Inputs: x, weights by channel, and perhaps those of the 1×1 convolution behind them and its bias. */
    static void separable(LiftedOp op) {
        if (!op.has(2) || op.shape(2).rank() == 1) {
            depthwise(op);
            return;
        }
        boolean nhwc = op.integer(ORDER, 0) == 1;
        Tensor w = weights(op, DEPTHWISE);
        Shape own = w.shape();
        Tensor flat = w.reshape(Shape.of(own.product(0, 2), 1, own.size(2), own.size(3)));
        String each = op.emit("Conv", attributes(op).with("group", own.size(0)), op.map(0, nhwc), op.put(1, flat));
        List<String> inputs = new ArrayList<>(List.of(each));
        inputs.add(op.put(2, AxisOrder.of(CONV[Math.toIntExact(op.integer(WEIGHTS, 0))]).of(op.constant(2))));
        if (op.has(3)) {
            inputs.add(op.put(3, flat(op.constant(3))));
        }
        op.output(nhwc, "Conv", Attributes.NONE, inputs.toArray(String[]::new));
    }

    /**
     * Lifts a convolution over one or three axes. Arguments, the first four for each axis: kernel, stride, padding, dilation; 0
     * explicit, 1 SAME or 2 causal; 1 for channels last; layout of the weights.
     */
    static void spatial(LiftedOp op, int axes) {
        boolean last = op.integer(4 * axes + 1, 0) == 1;
        String x = last ? turned(op, op.plain(0), axes, true) : op.plain(0);
        List<String> inputs = new ArrayList<>(List.of(x));
        AxisOrder layout = weights(axes, Math.toIntExact(op.integer(4 * axes + 2, 0)));
        inputs.add(op.put(1, layout.of(op.constant(1))));
        if (op.has(2)) {
            inputs.add(op.put(2, flat(op.constant(2))));
        }
        String[] all = inputs.toArray(String[]::new);
        if (last) {
            String made = op.emit("Conv", attributes(op, axes), all);
            op.output(false, "Transpose", order(axes, false), made);
        } else {
            op.output(false, "Conv", attributes(op, axes), all);
        }
    }

    /** Permutations from Y…XIO, OIY…X and OY…XI to OIY…X. */
    private static AxisOrder weights(int axes, int layout) {
        int[] order = IntStream.range(0, axes + 2).toArray();
        switch (layout) {
            case 0 -> Arrays.setAll(order, i -> i < 2 ? axes + 1 - i : i - 2);
            case 1 -> {}
            default -> Arrays.setAll(order, i -> i == 0 ? 0 : i == 1 ? axes + 1 : i - 1);
        }
        return AxisOrder.of(order);
    }

    private static String turned(LiftedOp op, String map, int axes, boolean first) {
        return op.emit("Transpose", order(axes, first), map);
    }

    /** The permutation to channels first, or back. */
    private static Attributes order(int axes, boolean first) {
        AxisOrder last = AxisOrder.channelsLast(axes + 2);
        return Attributes.NONE.with("perm", (first ? last.inverse() : last).over(axes + 2));
    }

    private static Attributes attributes(LiftedOp op, int axes) {
        int[] kernel = op.ints(0, axes);
        int[] pad = op.ints(2 * axes, 3 * axes);
        int[] dilation = op.ints(3 * axes, 4 * axes);
        Attributes a = Attributes.NONE.with("strides", op.ints(axes, 2 * axes)).with("dilations", dilation);
        int[] both = IntStream.range(0, 2 * axes).map(i -> pad[i % axes]).toArray();
        int[] before = IntStream.range(0, 2 * axes)
                .map(i -> i < axes ? (kernel[i] - 1) * dilation[i] : 0)
                .toArray();
        return switch ((int) op.integer(4 * axes, 0)) {
            case 0 -> a.with("pads", both);
            case 1 -> a.with("auto_pad", "SAME_UPPER");
            default -> a.with("pads", before);
        };
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
