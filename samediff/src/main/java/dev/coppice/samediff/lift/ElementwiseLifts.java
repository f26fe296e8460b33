package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;

/** Lifts of operators that work element by element; they keep the axis order of their maps. */
final class ElementwiseLifts {
    private ElementwiseLifts() {}

    private static void unary(LiftedOp op, String kind, Attributes attributes) {
        boolean nhwc = op.isTurned(0);
        op.output(nhwc, kind, attributes, op.map(0, nhwc));
    }

    /** Lifts a binary operator with constant vectors aligned at the last axis, as in NumPy. */
    static void pair(LiftedOp op, String kind) {
        boolean nhwc = op.isTurned(0) || op.isTurned(1);
        op.output(nhwc, kind, Attributes.NONE, op.map(0, nhwc), op.map(1, nhwc));
    }

    static void number(LiftedOp op, String kind, boolean reversed) {
        boolean nhwc = op.isTurned(0);
        String number = op.put("number", op.scalar());
        String x = op.map(0, nhwc);
        op.output(nhwc, kind, Attributes.NONE, reversed ? number : x, reversed ? x : number);
    }

    static void relu(LiftedOp op) {
        if (op.scalar() != 0) {
            throw new UnliftableException("with cutoff " + op.scalar());
        }
        unary(op, "Relu", Attributes.NONE);
    }

    static void relu6(LiftedOp op) {
        if (op.scalar() != 0) {
            throw new UnliftableException("with cutoff " + op.scalar());
        }
        clip(op, 0, 6);
    }

    static void clip(LiftedOp op) {
        if (op.has(1)) {
            throw new UnliftableException("with bounds in variables");
        }
        clip(op, (float) op.real(0, 0), (float) op.real(1, 0));
    }

    private static void clip(LiftedOp op, float min, float max) {
        boolean nhwc = op.isTurned(0);
        op.output(nhwc, "Clip", Attributes.NONE, op.map(0, nhwc), op.put("min", min), op.put("max", max));
    }

    static void leaky(LiftedOp op) {
        unary(op, "LeakyRelu", Attributes.NONE.with("alpha", op.scalar()));
    }

    static void elu(LiftedOp op) {
        unary(op, "Elu", Attributes.NONE.with("alpha", (float) op.real(0, 1)));
    }

    static void negative(LiftedOp op) {
        boolean nhwc = op.isTurned(0);
        op.output(nhwc, "Mul", Attributes.NONE, op.map(0, nhwc), op.put("minus", -1));
    }

    static void square(LiftedOp op) {
        boolean nhwc = op.isTurned(0);
        op.output(nhwc, "Mul", Attributes.NONE, op.map(0, nhwc), op.map(0, nhwc));
    }

    static void swish(LiftedOp op) {
        boolean nhwc = op.isTurned(0);
        String gate = op.emit("Sigmoid", Attributes.NONE, op.map(0, nhwc));
        op.output(nhwc, "Mul", Attributes.NONE, op.map(0, nhwc), gate);
    }

    /** Slopes have the input's shape without the batch, 1 along shared axes. */
    static void prelu(LiftedOp op) {
        boolean nhwc = op.isTurned(0);
        Tensor slopes = op.constant(1);
        Tensor ordered = nhwc ? AxisOrder.of(2, 0, 1).of(slopes) : slopes;
        op.output(nhwc, "PRelu", Attributes.NONE, op.map(0, nhwc), op.put(1, ordered));
    }

    static void softmax(LiftedOp op, String kind) {
        boolean nhwc = op.isTurned(0);
        int axis = Math.toIntExact(op.integer(0, -1));
        op.output(nhwc, kind, Attributes.NONE.with("axis", nhwc ? nchw(axis) : axis), op.map(0, nhwc));
    }

    /** Converts an axis of an N×H×W×C map to N×C×H×W. */
    static int nchw(int axis) {
        return Arrays.asList(0, 2, 3, 1).get(Math.floorMod(axis, 4));
    }
}
