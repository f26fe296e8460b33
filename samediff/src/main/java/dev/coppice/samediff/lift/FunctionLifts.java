package dev.coppice.samediff.lift;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Tensor;
import org.nd4j.graph.DType;

/** Lifts of functions and comparisons that work element by element. */
final class FunctionLifts {
    private FunctionLifts() {}

    /** Lifts an operator with an ONNX operator of the same inputs. */
    static void same(LiftedOp op, String kind) {
        Formula f = Formula.of(op);
        f.out(kind, f.all());
    }

    /** Lifts a binary operator whose inputs are exchanged in ONNX. */
    static void reversed(LiftedOp op, String kind) {
        Formula f = Formula.of(op);
        f.out(kind, f.in(1), f.in(0));
    }

    /** Lifts an operator of one input and the number of a scalar operator. */
    static void scalar(LiftedOp op, String kind) {
        Formula f = Formula.of(op);
        f.out(kind, f.in(0), f.number(op.scalar()));
    }

    /** Lifts the negation of a comparison. */
    static void not(LiftedOp op, boolean number) {
        Formula f = Formula.of(op);
        f.out("Not", f.node("Equal", f.in(0), number ? f.number(op.scalar()) : f.in(1)));
    }

    static void clip(LiftedOp op, float least, float most) {
        Formula f = Formula.of(op);
        f.out("Clip", f.in(0), f.number(least), op.put("most", most));
    }

    static void hardSigmoid(LiftedOp op) {
        Formula f = Formula.of(op);
        Attributes a = Attributes.NONE.with("alpha", 0.2f).with("beta", 0.5f);
        op.output(f.nhwc(), "HardSigmoid", a, f.in(0));
    }

    static void squaredDifference(LiftedOp op) {
        Formula f = Formula.of(op);
        String difference = f.node("Sub", f.in(0), f.in(1));
        f.out("Mul", difference, difference);
    }

    static void floorDivide(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Floor", f.node("Div", f.in(0), f.in(1)));
    }

    static void cube(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Mul", f.node("Mul", f.in(0), f.in(0)), f.in(0));
    }

    static void reciprocalRoot(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Reciprocal", f.node("Sqrt", f.in(0)));
    }

    static void exponentLessOne(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Sub", f.node("Exp", f.in(0)), f.number(1));
    }

    static void logOfOneMore(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Log", f.node("Add", f.in(0), f.number(1)));
    }

    static void complementaryError(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Sub", f.number(1), f.node("Erf", f.in(0)));
    }

    static void step(LiftedOp op) {
        Formula f = Formula.of(op);
        Attributes a = Attributes.NONE.with("to", ElementType.FLOAT.code());
        op.output(f.nhwc(), "Cast", a, f.node("Greater", f.in(0), f.number(op.scalar())));
    }

    /** SameDiff's gelu is x · σ(1.702 x). */
    static void gelu(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Mul", f.in(0), f.node("Sigmoid", f.node("Mul", f.in(0), f.number(1.702))));
    }

    /** The approximation of gelu by tanh. SameDiff takes the factor of the cube to the third power too. */
    static void geluByTanh(LiftedOp op) {
        Formula f = Formula.of(op);
        String part = f.node("Mul", f.in(0), f.number(0.044715));
        String bent = f.node("Add", f.in(0), f.node("Mul", f.node("Mul", part, part), part));
        String tanh = f.node("Tanh", f.node("Mul", bent, f.number(Math.sqrt(2 / Math.PI))));
        f.out("Mul", f.node("Mul", f.in(0), f.number(0.5)), f.node("Add", tanh, f.number(1)));
    }

    static void logSigmoid(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Neg", f.node("Softplus", f.node("Neg", f.in(0))));
    }

    static void rectifiedTanh(LiftedOp op) {
        Formula f = Formula.of(op);
        f.out("Relu", f.node("Tanh", f.in(0)));
    }

    /** Both halves stand along the last axis. */
    static void concatenatedRelu(LiftedOp op) {
        Formula f = Formula.of(op);
        int rank = op.rank(0);
        Attributes a = Attributes.NONE.with("axis", op.axis(rank - 1L, rank, f.nhwc()));
        op.output(f.nhwc(), "Concat", a, f.node("Relu", f.in(0)), f.node("Relu", f.node("Neg", f.in(0))));
    }

    /** Integers of all widths are carried in 64 bits. */
    static void cast(LiftedOp op) {
        int to =
                switch ((int) op.integer(0, -1)) {
                    case DType.FLOAT -> ElementType.FLOAT.code();
                    case DType.BOOL -> ElementType.BOOL.code();
                    case DType.INT32, DType.INT64 -> ElementType.INT64.code();
                    default -> throw new UnliftableException("to a type other than FLOAT, INT, LONG and BOOL");
                };
        Formula f = Formula.of(op);
        op.output(f.nhwc(), "Cast", Attributes.NONE.with("to", to), f.in(0));
    }

    /** An array of one number in the shape of the input. */
    static void filled(LiftedOp op, float value) {
        Formula f = Formula.of(op);
        f.out("Expand", f.number(value), f.node("Shape", f.in(0)));
    }

    /** Inputs: condition, values where it holds, values elsewhere. */
    static void where(LiftedOp op) {
        if (!op.has(2)) {
            throw new UnliftableException("that gives places");
        }
        same(op, "Where");
    }

    /** Arguments: exclusive, reversed, axes. */
    static void sums(LiftedOp op) {
        long[] args = op.integers();
        if (args.length != 3) {
            throw new UnliftableException("over several axes");
        }
        Formula f = Formula.of(op);
        Attributes a = Attributes.NONE.with("exclusive", (int) args[0]).with("reverse", (int) args[1]);
        int axis = op.axis(args[2], op.rank(0), f.nhwc());
        op.output(f.nhwc(), "CumSum", a, f.in(0), op.put(op.op().output() + ".axis", Tensor.vector(axis)));
    }
}
