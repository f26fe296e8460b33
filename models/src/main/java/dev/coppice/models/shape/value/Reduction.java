package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ReduceShape;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Values of reductions. Integers are exact; floats are summed in double and rounded once. */
final class Reduction {
    private Reduction() {}

    static Tensor evaluate(ValueContext c) {
        Tensor x = c.input(0);
        int[] axes = c.integers(1);
        if (axes.length == 0 && c.attributes().integer("noop_with_empty_axes", 0) == 1) {
            return x;
        }
        boolean[] reduced = new boolean[x.shape().rank()];
        Arrays.fill(reduced, axes.length == 0);
        for (int axis : axes) {
            reduced[ShapeContext.axis(axis, reduced.length)] = true;
        }
        Shape out = ReduceShape.without(x.shape(), reduced, c.attributes().integer("keepdims", 1) == 1);
        Elements.Source target = Elements.broadcast(ReduceShape.without(x.shape(), reduced, true), x.shape());
        String op = c.node().op();
        if (!x.type().isFloating()) {
            return integers(op, x, out, target);
        }
        return reals(op, x, out, target);
    }

    private static Tensor reals(String op, Tensor x, Shape out, Elements.Source target) {
        double[] sums = new double[Math.toIntExact(out.elements())];
        double[] values = x.toDoubles();
        DoubleBinaryOperator step = real(op);
        Arrays.fill(sums, start(op));
        for (int i = 0; i < values.length; i++) {
            int at = target.at(i);
            sums[at] = step.applyAsDouble(sums[at], values[i]);
        }
        double count = (double) values.length / Math.max(1, sums.length);
        return Elements.reals(x.type(), out, i -> switch (op) {
            case "ReduceMean" -> sums[i] / count;
            case "ReduceL2" -> Math.sqrt(sums[i]);
            case "ReduceLogSum", "ReduceLogSumExp" -> Math.log(sums[i]);
            default -> sums[i];
        });
    }

    private static double start(String op) {
        return switch (op) {
            case "ReduceProd" -> 1;
            case "ReduceMax" -> Double.NEGATIVE_INFINITY;
            case "ReduceMin" -> Double.POSITIVE_INFINITY;
            default -> 0;
        };
    }

    private static DoubleBinaryOperator real(String op) {
        return switch (op) {
            case "ReduceProd" -> (sum, x) -> sum * x;
            case "ReduceMax" -> Math::max;
            case "ReduceMin" -> Math::min;
            case "ReduceL1" -> (sum, x) -> sum + Math.abs(x);
            case "ReduceL2", "ReduceSumSquare" -> (sum, x) -> sum + x * x;
            case "ReduceLogSumExp" -> (sum, x) -> sum + Math.exp(x);
            default -> Double::sum;
        };
    }

    private static Tensor integers(String op, Tensor x, Shape out, Elements.Source target) {
        long[] sums = new long[Math.toIntExact(out.elements())];
        long[] values = x.toLongs();
        LongBinaryOperator step = integer(op);
        Arrays.fill(sums, op.equals("ReduceProd") ? 1 : 0);
        boolean[] seen = new boolean[sums.length];
        boolean extreme = op.equals("ReduceMax") || op.equals("ReduceMin");
        for (int i = 0; i < values.length; i++) {
            int at = target.at(i);
            sums[at] = extreme && !seen[at] ? values[i] : step.applyAsLong(sums[at], values[i]);
            seen[at] = true;
        }
        return Elements.integers(x.type(), out, i -> sums[i]);
    }

    private static LongBinaryOperator integer(String op) {
        return switch (op) {
            case "ReduceProd" -> Math::multiplyExact;
            case "ReduceSum" -> Math::addExact;
            case "ReduceMax" -> Math::max;
            case "ReduceMin" -> Math::min;
            default -> throw new IllegalArgumentException(op + " of integers is not computed");
        };
    }
}
