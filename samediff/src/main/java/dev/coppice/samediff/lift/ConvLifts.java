package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lifts of convolutions over two or three axes. Arguments of the operators: kernel, stride, padding, dilation (one for each
 * axis), 0 explicit or 1 SAME, 0 NCHW or 1 NHWC, layout of the weights.
 */
final class ConvLifts {
    /** Positions after the four arguments of each axis. */
    private static final int SAME = 0;

    private static final int ORDER = 1;
    private static final int WEIGHTS = 2;

    private static final int CAUSAL = 2;

    /** Permutations from YXIO, OIYX and OYXI to OIYX. */
    private static final int[][] CONV = {{3, 2, 0, 1}, {0, 1, 2, 3}, {0, 3, 1, 2}};

    /** Permutations from YXIM, MIYX and MYXI to IMYX. */
    private static final int[][] DEPTHWISE = {{2, 3, 0, 1}, {1, 0, 2, 3}, {3, 0, 1, 2}};

    /** Permutations from YXOI, IOYX and IYXO to IOYX. */
    private static final int[][] TRANSPOSED = {{3, 2, 0, 1}, {0, 1, 2, 3}, {0, 3, 1, 2}};

    /** Permutations from ZYXOI, IOZYX and IZYXO to IOZYX. */
    private static final int[][] VOLUMES = {{4, 3, 0, 1, 2}, {0, 1, 2, 3, 4}, {0, 4, 1, 2, 3}};

    private ConvLifts() {}

    /** A transposed convolution of volumes. */
    static void transposedVolumes(LiftedOp op) {
        Attributes a = attributes(op);
        emit(op, "ConvTranspose", weights(op, VOLUMES), flag(op, SAME) == 1 ? enlarged(op, a) : a);
    }

    private static int axes(LiftedOp op) {
        return op.constant(1).shape().rank() - 2;
    }

    private static int flag(LiftedOp op, int position) {
        return Math.toIntExact(op.integer(4 * axes(op) + position, 0));
    }

    /** The arguments of a kind, one for each axis: kernel, stride, padding, dilation. */
    private static int[] each(LiftedOp op, int kind) {
        return op.ints(kind * axes(op), (kind + 1) * axes(op));
    }

    private static int[] pads(int[] begin, int[] end) {
        int[] pads = Arrays.copyOf(begin, 2 * begin.length);
        System.arraycopy(end, 0, pads, begin.length, end.length);
        return pads;
    }

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
        boolean nhwc = flag(op, ORDER) == 1;
        Tensor w = weights(op, DEPTHWISE);
        Shape own = w.shape();
        Tensor flat = w.reshape(Shape.of(own.product(0, 2), 1, own.size(2), own.size(3)));
        String each = op.emit("Conv", attributes(op).with("group", own.size(0)), op.map(0, nhwc), op.put(1, flat));
        List<String> inputs = new ArrayList<>(List.of(each));
        inputs.add(op.put(2, AxisOrder.of(CONV[flag(op, WEIGHTS)]).of(op.constant(2))));
        if (op.has(3)) {
            inputs.add(op.put(3, flat(op.constant(3))));
        }
        op.output(nhwc, "Conv", Attributes.NONE, inputs.toArray(String[]::new));
    }

    /** Lifts a convolution over one or three axes. One along a line may be causal: it is padded in front only. */
    static void spatial(LiftedOp op) {
        int rank = axes(op) + 2;
        List<String> further = new ArrayList<>();
        further.add(op.put(1, weights(rank, flag(op, WEIGHTS)).of(op.constant(1))));
        if (op.has(2)) {
            further.add(op.put(2, flat(op.constant(2))));
        }
        Attributes a = flag(op, SAME) == CAUSAL ? causal(op) : attributes(op);
        OrderedMaps.output(op, flag(op, ORDER) == 1, "Conv", a, further.toArray(String[]::new));
    }

    /** Permutations from Y…XIO, OIY…X and OY…XI to OIY…X. */
    private static AxisOrder weights(int rank, int layout) {
        int[] order = new int[rank];
        switch (layout) {
            case 0 -> Arrays.setAll(order, i -> i < 2 ? rank - 1 - i : i - 2);
            case 1 -> Arrays.setAll(order, i -> i);
            default -> Arrays.setAll(order, i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1);
        }
        return AxisOrder.of(order);
    }

    private static Attributes causal(LiftedOp op) {
        int[] kernel = each(op, 0);
        int[] dilation = each(op, 3);
        int[] begin = new int[kernel.length];
        Arrays.setAll(begin, i -> (kernel[i] - 1) * dilation[i]);
        return Attributes.NONE
                .with("strides", each(op, 1))
                .with("dilations", dilation)
                .with("pads", pads(begin, new int[kernel.length]));
    }

    static void transposed(LiftedOp op) {
        Attributes a = attributes(op);
        emit(op, "ConvTranspose", weights(op, TRANSPOSED), flag(op, SAME) == 1 ? enlarged(op, a) : a);
    }

    /** SAME of a transposed convolution gives the size times the stride, so the pads do not depend on the size. */
    private static Attributes enlarged(LiftedOp op, Attributes a) {
        int[] kernel = each(op, 0);
        int[] stride = each(op, 1);
        int[] dilation = each(op, 3);
        int[] surplus = new int[kernel.length];
        Arrays.setAll(surplus, i -> (kernel[i] - 1) * dilation[i] + 1 - stride[i]);
        int[] cut = Arrays.stream(surplus).map(s -> Math.max(s, 0)).toArray();
        int[] added = Arrays.stream(surplus).map(s -> Math.max(-s, 0)).toArray();
        int[] begin = Arrays.stream(cut).map(s -> s / 2).toArray();
        int[] end = Arrays.stream(cut).map(s -> s - s / 2).toArray();
        return a.without("auto_pad").with("pads", pads(begin, end)).with("output_padding", added);
    }

    private static Tensor weights(LiftedOp op, int[][] layouts) {
        return AxisOrder.of(layouts[flag(op, WEIGHTS)]).of(op.constant(1));
    }

    private static void emit(LiftedOp op, String kind, Tensor weights, Attributes a) {
        boolean nhwc = flag(op, ORDER) == 1;
        if (nhwc && axes(op) > 2) {
            throw new UnliftableException("of volumes with channels last");
        }
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
        int[] pad = each(op, 2);
        Attributes a = Attributes.NONE.with("strides", each(op, 1)).with("dilations", each(op, 3));
        return switch (flag(op, SAME)) {
            case 0 -> a.with("pads", pads(pad, pad));
            case 1 -> a.with("auto_pad", "SAME_UPPER");
            default -> throw new UnliftableException("with causal padding");
        };
    }
}
