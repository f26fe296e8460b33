package dev.coppice.models.shape.value;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Values of elementwise operators, with broadcasting. Integers are exact; floats are computed in double and rounded once. */
final class Arithmetic {
    private Arithmetic() {}

    static Tensor binary(ValueContext c) {
        String op = c.node().op();
        Tensor a = c.input(0);
        Tensor b = c.input(c.inputs() > 1 ? 1 : 0);
        if (a.type() != b.type() && !op.equals("Pow")) {
            throw new IllegalArgumentException(op + " of " + a.type() + " and " + b.type());
        }
        if (c.inputs() > 2) {
            throw new IllegalArgumentException(op + " of " + c.inputs() + " constants is not computed");
        }
        Shape out = Shape.broadcast(a.shape(), b.shape());
        Elements.Source left = Elements.broadcast(a.shape(), out);
        Elements.Source right = Elements.broadcast(b.shape(), out);
        if (a.type().isFloating()) {
            float[] x = a.toFloats();
            double[] y = reals(b);
            DoubleBinaryOperator f = real(op);
            return Elements.reals(a.type(), out, i -> f.applyAsDouble(x[left.at(i)], y[right.at(i)]));
        }
        long[] x = a.toLongs();
        long[] y = b.toLongs();
        LongBinaryOperator f = integer(op);
        return Elements.integers(a.type(), out, i -> f.applyAsLong(x[left.at(i)], y[right.at(i)]));
    }

    private static DoubleBinaryOperator real(String op) {
        return switch (op) {
            case "Add", "Sum" -> Double::sum;
            case "Sub" -> (x, y) -> x - y;
            case "Mul" -> (x, y) -> x * y;
            case "Div" -> (x, y) -> x / y;
            case "Mod" -> (x, y) -> x % y;
            case "Pow" -> Math::pow;
            case "Max" -> Math::max;
            default -> Math::min;
        };
    }

    private static LongBinaryOperator integer(String op) {
        return switch (op) {
            case "Add", "Sum" -> Math::addExact;
            case "Sub" -> Math::subtractExact;
            case "Mul" -> Math::multiplyExact;
            case "Div" -> (x, y) -> x / y;
            case "Mod" -> Math::floorMod;
            case "Pow" -> (x, y) -> (long) Math.pow((double) x, (double) y);
            case "Max" -> Math::max;
            default -> Math::min;
        };
    }

    static Tensor comparison(ValueContext c) {
        String op = c.node().op();
        Tensor a = c.input(0);
        Tensor b = c.input(1);
        Shape out = Shape.broadcast(a.shape(), b.shape());
        Elements.Source left = Elements.broadcast(a.shape(), out);
        Elements.Source right = Elements.broadcast(b.shape(), out);
        double[] x = reals(a);
        double[] y = reals(b);
        return Elements.integers(
                ElementType.BOOL, out, i -> holds(op, Double.compare(x[left.at(i)], y[right.at(i)])) ? 1 : 0);
    }

    private static boolean holds(String op, int order) {
        return switch (op) {
            case "Equal" -> order == 0;
            case "Less" -> order < 0;
            case "Greater" -> order > 0;
            case "LessOrEqual" -> order <= 0;
            default -> order >= 0;
        };
    }

    static Tensor unary(ValueContext c) {
        String op = c.node().op();
        Tensor x = c.input(0);
        if (x.type().isFloating()) {
            float[] values = x.toFloats();
            DoubleUnaryOperator f = real1(op);
            return Elements.reals(x.type(), x.shape(), i -> f.applyAsDouble(values[i]));
        }
        long[] values = x.toLongs();
        return switch (op) {
            case "Neg" -> Elements.integers(x.type(), x.shape(), i -> -values[i]);
            case "Abs" -> Elements.integers(x.type(), x.shape(), i -> Math.abs(values[i]));
            default -> throw new IllegalArgumentException(op + " of integers");
        };
    }

    private static DoubleUnaryOperator real1(String op) {
        return switch (op) {
            case "Neg" -> x -> -x;
            case "Abs" -> Math::abs;
            case "Floor" -> Math::floor;
            case "Ceil" -> Math::ceil;
            case "Round" -> Math::rint;
            case "Sqrt" -> Math::sqrt;
            case "Exp" -> Math::exp;
            case "Log" -> Math::log;
            case "Sin" -> Math::sin;
            case "Cos" -> Math::cos;
            case "Tanh" -> Math::tanh;
            case "Sign" -> Math::signum;
            case "Relu" -> x -> Math.max(x, 0);
            case "Sigmoid" -> x -> 1 / (1 + Math.exp(-x));
            case "Softplus" -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            default -> x -> 1 / x;
        };
    }

    static Tensor where(ValueContext c) {
        Tensor a = c.input(1);
        Tensor b = c.input(2);
        Shape values = Shape.broadcast(a.shape(), b.shape());
        Shape out = Shape.broadcast(c.input(0).shape(), values);
        long[] condition = c.input(0).toLongs();
        Elements.Source test = Elements.broadcast(c.input(0).shape(), out);
        Elements.Source left = Elements.broadcast(a.shape(), out);
        Elements.Source right = Elements.broadcast(b.shape(), out);
        if (a.type().isFloating()) {
            float[] x = a.toFloats();
            float[] y = b.toFloats();
            return Elements.reals(a.type(), out, i -> condition[test.at(i)] != 0 ? x[left.at(i)] : y[right.at(i)]);
        }
        long[] x = a.toLongs();
        long[] y = b.toLongs();
        return Elements.integers(a.type(), out, i -> condition[test.at(i)] != 0 ? x[left.at(i)] : y[right.at(i)]);
    }

    /** The elements of any type as doubles. */
    static double[] reals(Tensor tensor) {
        double[] out = new double[Math.toIntExact(tensor.shape().elements())];
        if (tensor.type().isFloating()) {
            float[] values = tensor.toFloats();
            for (int i = 0; i < out.length; i++) {
                out[i] = values[i];
            }
        } else {
            long[] values = tensor.toLongs();
            for (int i = 0; i < out.length; i++) {
                out[i] = values[i];
            }
        }
        return out;
    }
}
