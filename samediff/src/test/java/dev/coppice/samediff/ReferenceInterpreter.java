package dev.coppice.samediff;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.shape.Shapes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Interpreter of a graph in plain Java loops and double precision, straight from the ONNX specification. */
public final class ReferenceInterpreter {
    private final Graph graph;
    private final Shapes shapes;
    private final Map<String, double[]> values = new HashMap<>();

    private ReferenceInterpreter(Graph graph, Shapes shapes, Map<String, double[]> given) {
        this.graph = graph;
        this.shapes = shapes;
        graph.constants().forEach((name, t) -> {
            values.put(name, t.toDoubles());
        });
        values.putAll(given);
    }

    /** The first output; {@code given} holds the input, and other values for constants. */
    public static double[] run(Graph graph, Shapes shapes, Map<String, double[]> given) {
        ReferenceInterpreter run = new ReferenceInterpreter(graph, shapes, given);
        for (Node n : graph.nodes()) {
            if (n.is("Split")) {
                run.split(n);
            } else if (n.is("GRU", "LSTM", "RNN")) {
                run.values.putAll(ReferenceSequences.compute(n, run::value, shapes::of));
            } else {
                run.values.put(n.output(), run.compute(n));
            }
        }
        return run.value(graph.outputs().get(0).name());
    }

    public static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private double[] value(String tensor) {
        double[] value = values.get(tensor);
        if (value == null) {
            throw new IllegalStateException("no value for " + tensor);
        }
        return value;
    }

    private double[] compute(Node n) {
        Attributes a = n.attributes();
        return switch (n.op()) {
            case "Identity", "Dropout", "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> value(n.input(0));
            case "Abs" -> map(n, Math::abs);
            case "Acos" -> map(n, Math::acos);
            case "Acosh" -> map(n, x -> Math.log(x + Math.sqrt(x * x - 1)));
            case "Asin" -> map(n, Math::asin);
            case "Asinh" -> map(n, x -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1)));
            case "Atan" -> map(n, Math::atan);
            case "Atanh" -> map(n, x -> (Math.log1p(x) - Math.log1p(-x)) / 2);
            case "Ceil" -> map(n, Math::ceil);
            case "Cosh" -> map(n, Math::cosh);
            case "Floor" -> map(n, Math::floor);
            case "Shrink" -> map(n, x -> shrunk(x, a.real("lambd", 0.5f), a.real("bias", 0)));
            case "Sinh" -> map(n, Math::sinh);
            case "Tan" -> map(n, Math::tan);
            case "ThresholdedRelu" -> map(n, x -> x > a.real("alpha", 1) ? x : 0);
            case "Cast" -> map(n, x -> a.integer("to", 1) == ElementType.BOOL.code() ? Math.abs(Math.signum(x)) : x);
            case "Celu" -> map(n, x -> x < 0 ? a.real("alpha", 1) * Math.expm1(x / a.real("alpha", 1)) : x);
            case "Cos" -> map(n, Math::cos);
            case "Erf" -> map(n, ReferenceFunctions::erf);
            case "Exp" -> map(n, Math::exp);
            case "Gelu" -> map(n, x -> ReferenceFunctions.gelu(x, a.text("approximate", "none")));
            case "Log" -> map(n, Math::log);
            case "Neg" -> map(n, x -> -x);
            case "IsInf" -> map(n, x -> Double.isInfinite(x) ? 1 : 0);
            case "IsNaN" -> map(n, x -> Double.isNaN(x) ? 1 : 0);
            case "Not" -> map(n, x -> 1 - x);
            case "Reciprocal" -> map(n, x -> 1 / x);
            case "Sign" -> map(n, Math::signum);
            case "Sin" -> map(n, Math::sin);
            case "Relu" -> map(n, x -> Math.max(0, x));
            case "Sigmoid" -> map(n, x -> 1 / (1 + Math.exp(-x)));
            case "Sqrt" -> map(n, Math::sqrt);
            case "Tanh" -> map(n, Math::tanh);
            case "LeakyRelu" -> map(n, x -> x < 0 ? a.real("alpha", 0.01f) * x : x);
            case "Elu" -> map(n, x -> x < 0 ? a.real("alpha", 1) * Math.expm1(x) : x);
            case "HardSigmoid" -> map(n, x -> clip(a.real("alpha", 0.2f) * x + a.real("beta", 0.5f), 0, 1));
            case "HardSwish" -> map(n, x -> x * clip(x / 6 + 0.5, 0, 1));
            case "Mish" -> map(n, x -> x * Math.tanh(softplus(x)));
            case "Selu" ->
                map(n, x -> a.real("gamma", 1.050701f) * (x < 0 ? a.real("alpha", 1.6732632f) * Math.expm1(x) : x));
            case "Softplus" -> map(n, ReferenceInterpreter::softplus);
            case "Softsign" -> map(n, x -> x / (1 + Math.abs(x)));
            case "Clip" -> map(n, x -> clip(x, bound(n, 1, -1e30), bound(n, 2, 1e30)));
            case "Add" -> pairs(n, Double::sum);
            case "Sub" -> pairs(n, (x, y) -> x - y);
            case "Mul" -> pairs(n, (x, y) -> x * y);
            case "Div" -> pairs(n, (x, y) -> x / y);
            case "Pow" -> pairs(n, Math::pow);
            case "Max" -> all(n, Math::max);
            case "Min" -> all(n, Math::min);
            case "Sum" -> all(n, Double::sum);
            case "Mean" -> all(n, (x, y) -> x + y / n.inputs().size());
            case "Mod" -> pairs(n, (x, y) -> x % y);
            case "Xor" -> pairs(n, (x, y) -> Math.abs(x - y));
            case "And" -> pairs(n, Math::min);
            case "Or" -> pairs(n, Math::max);
            case "Equal" -> pairs(n, (x, y) -> x == y ? 1 : 0);
            case "Greater" -> pairs(n, (x, y) -> x > y ? 1 : 0);
            case "GreaterOrEqual" -> pairs(n, (x, y) -> x >= y ? 1 : 0);
            case "Less" -> pairs(n, (x, y) -> x < y ? 1 : 0);
            case "LessOrEqual" -> pairs(n, (x, y) -> x <= y ? 1 : 0);
            case "PRelu" -> pairs(n, (x, y) -> x < 0 ? y * x : x);
            case "Gather" -> gather(n);
            default -> ReferenceFunctions.compute(n, this::value, shapes::of, graph);
        };
    }

    private void split(Node n) {
        Shape in = shapes.of(n.input(0));
        int axis = n.attributes().integer("axis", 0);
        int inner = in.product(axis + 1, in.rank());
        int first = 0;
        for (String part : n.outputs()) {
            int length = shapes.of(part).size(axis) * inner;
            double[] values = new double[Math.toIntExact(shapes.of(part).elements())];
            for (int o = 0; o < values.length / length; o++) {
                System.arraycopy(value(n.input(0)), o * in.size(axis) * inner + first, values, o * length, length);
            }
            this.values.put(part, values);
            first += length;
        }
    }

    private double[] gather(Node n) {
        Shape in = shapes.of(n.input(0));
        int axis = n.attributes().integer("axis", 0);
        int inner = in.product(axis + 1, in.rank());
        long[] taken = longs(graph, n.input(1));
        double[] result = new double[Math.toIntExact(shapes.of(n.output()).elements())];
        for (int block = 0; block < result.length / inner; block++) {
            int outer = block / taken.length;
            int from = Math.toIntExact(Math.floorMod(taken[block % taken.length], in.size(axis)));
            System.arraycopy(value(n.input(0)), (outer * in.size(axis) + from) * inner, result, block * inner, inner);
        }
        return result;
    }

    private double[] map(Node n, DoubleUnaryOperator f) {
        double[] x = value(n.input(0));
        return IntStream.range(0, x.length)
                .mapToDouble(i -> f.applyAsDouble(x[i]))
                .toArray();
    }

    private double bound(Node n, int position, double otherwise) {
        return n.hasInput(position) ? value(n.input(position))[0] : otherwise;
    }

    private static double shrunk(double x, double lambda, double bias) {
        return x < -lambda ? x + bias : x > lambda ? x - bias : 0;
    }

    private static double clip(double x, double min, double max) {
        return Math.max(min, Math.min(max, x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** All inputs of the node, joined from the left; Mean's first is divided beforehand. */
    private double[] all(Node n, DoubleBinaryOperator f) {
        Shape out = shapes.of(n.output());
        double share = n.is("Mean") ? 1.0 / n.inputs().size() : 1;
        double[] zeros = new double[Math.toIntExact(out.elements())];
        double[] joined = pairs(zeros, out, value(n.input(0)), shapes.of(n.input(0)), out, (x, y) -> y * share);
        for (String next : n.inputs().subList(1, n.inputs().size())) {
            joined = pairs(joined, out, value(next), shapes.of(next), out, f);
        }
        return joined;
    }

    private double[] pairs(Node n, DoubleBinaryOperator f) {
        Shape out = shapes.of(n.output());
        return pairs(value(n.input(0)), shapes.of(n.input(0)), value(n.input(1)), shapes.of(n.input(1)), out, f);
    }

    private static double[] pairs(double[] x, Shape xs, double[] y, Shape ys, Shape out, DoubleBinaryOperator f) {
        double[] result = new double[Math.toIntExact(out.elements())];
        int[] at = new int[out.rank()];
        for (int i = 0; i < result.length; i++) {
            result[i] = f.applyAsDouble(x[offset(at, xs)], y[offset(at, ys)]);
            next(at, out);
        }
        return result;
    }

    /** The element that is read at an index of a broadcast shape. */
    public static int offset(int[] at, Shape shape) {
        int offset = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            int index = at[at.length - shape.rank() + axis];
            offset = offset * shape.size(axis) + (shape.size(axis) == 1 ? 0 : index);
        }
        return offset;
    }

    public static void next(int[] at, Shape shape) {
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            if (++at[axis] < shape.size(axis)) {
                return;
            }
            at[axis] = 0;
        }
    }

    public static boolean isResample(Node n) {
        return Resample.isResample(n);
    }

    public static long[] longs(Graph graph, String constant) {
        return graph.constant(constant).map(Tensor::toLongs).orElseThrow();
    }
}
