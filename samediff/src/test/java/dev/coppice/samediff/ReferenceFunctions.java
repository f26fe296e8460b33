package dev.coppice.samediff;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Operators of {@link ReferenceInterpreter} that reduce, normalise, repeat or choose elements, on tensors of any rank. */
final class ReferenceFunctions extends ReferenceOperator {
    private ReferenceFunctions(Node n, Function<String, double[]> values, Function<String, Shape> shapes, Graph graph) {
        super(n, values, shapes, graph);
    }

    static double[] compute(Node n, Function<String, double[]> values, Function<String, Shape> shapes, Graph graph) {
        ReferenceFunctions own = new ReferenceFunctions(n, values, shapes, graph);
        switch (n.op()) {
            case "ReduceL1",
                    "ReduceL2",
                    "ReduceLogSum",
                    "ReduceLogSumExp",
                    "ReduceMax",
                    "ReduceMean",
                    "ReduceMin",
                    "ReduceProd",
                    "ReduceSum",
                    "ReduceSumSquare" -> own.reduce();
            case "LayerNormalization" -> own.layerNorm();
            case "InstanceNormalization" -> own.groupNorm(own.in.size(1));
            case "GroupNormalization" -> own.groupNorm(own.a.integer("num_groups", 1));
            case "LogSoftmax", "LpNormalization" -> own.along();
            case "Expand", "Tile" -> own.repeat();
            case "Where" -> own.where();
            case "DepthToSpace" -> own.depthToSpace();
            case "SpaceToDepth" -> own.spaceToDepth();
            case "CumSum" -> own.cumSum();
            case "TopK" -> own.topK();
            case "Trilu" -> own.trilu();
            default -> {
                return ReferenceMaps.compute(n, values, shapes, graph);
            }
        }
        return own.y;
    }

    /** The error function by its series, exact to 1e-15 for |x| below 6. */
    static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int k = 1; k < 200; k++) {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    static double gelu(double x, String approximate) {
        return approximate.equals("tanh")
                ? 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))
                : 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }

    private void topK() {
        int axis = Math.floorMod(a.integer("axis", -1), in.rank());
        int inner = in.product(axis + 1, in.rank());
        int found = out.size(axis);
        boolean largest = a.integer("largest", 1) == 1;
        for (int row = 0; row < y.length / found; row++) {
            int from = row / inner * in.size(axis) * inner + row % inner;
            int to = row / inner * found * inner + row % inner;
            double[] sorted = IntStream.range(0, in.size(axis))
                    .mapToDouble(i -> x[from + i * inner])
                    .sorted()
                    .toArray();
            for (int i = 0; i < found; i++) {
                y[to + i * inner] = sorted[largest ? sorted.length - 1 - i : i];
            }
        }
    }

    private void reduce() {
        Set<Integer> axes = new HashSet<>();
        if (n.hasInput(1)) {
            Arrays.stream(values.apply(n.input(1))).forEach(axis -> axes.add((int) axis + (axis < 0 ? in.rank() : 0)));
        } else {
            for (int axis = 0; axis < in.rank(); axis++) {
                axes.add(axis);
            }
        }
        int[] kept = in.sizes().clone();
        axes.forEach(axis -> kept[axis] = 1);
        Shape reduced = Shape.of(kept);
        double[][] parts = new double[y.length][x.length / y.length];
        int[] filled = new int[y.length];
        int[] at = new int[in.rank()];
        for (double value : x) {
            int to = ReferenceInterpreter.offset(at, reduced);
            parts[to][filled[to]++] = value;
            ReferenceInterpreter.next(at, in);
        }
        for (int i = 0; i < y.length; i++) {
            y[i] = reduced(parts[i]);
        }
    }

    private double reduced(double... part) {
        double sum = Arrays.stream(part).sum();
        double squares = Arrays.stream(part).map(v -> v * v).sum();
        return switch (n.op()) {
            case "ReduceL1" -> Arrays.stream(part).map(Math::abs).sum();
            case "ReduceL2" -> Math.sqrt(squares);
            case "ReduceLogSum" -> Math.log(sum);
            case "ReduceLogSumExp" ->
                Math.log(Arrays.stream(part).map(Math::exp).sum());
            case "ReduceMax" -> Arrays.stream(part).max().orElseThrow();
            case "ReduceMean" -> sum / part.length;
            case "ReduceMin" -> Arrays.stream(part).min().orElseThrow();
            case "ReduceProd" -> Arrays.stream(part).reduce(1, (p, v) -> p * v);
            case "ReduceSum" -> sum;
            default -> squares;
        };
    }

    private void layerNorm() {
        int first = a.integer("axis", -1);
        int inner = in.product(first < 0 ? first + in.rank() : first, in.rank());
        double[] scale = values.apply(n.input(1));
        double[] bias = n.hasInput(2) ? values.apply(n.input(2)) : new double[scale.length];
        normalise(inner);
        for (int i = 0; i < y.length; i++) {
            y[i] = y[i] * scale[i % inner] + bias[i % inner];
        }
    }

    private void groupNorm(int groups) {
        int channels = in.size(1);
        int plane = in.product(2, in.rank());
        normalise(channels / groups * plane);
        double[] scale = values.apply(n.input(1));
        double[] bias = values.apply(n.input(2));
        for (int i = 0; i < y.length; i++) {
            int channel = i / plane % channels;
            int parameter = scale.length == channels ? channel : channel / (channels / groups);
            y[i] = y[i] * scale[parameter] + bias[parameter];
        }
    }

    private void normalise(int inner) {
        for (int from = 0; from < x.length; from += inner) {
            double[] part = Arrays.copyOfRange(x, from, from + inner);
            double mean = Arrays.stream(part).average().orElseThrow();
            double variance = Arrays.stream(part)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            for (int i = 0; i < inner; i++) {
                y[from + i] = (part[i] - mean) / Math.sqrt(variance + a.real("epsilon", 1e-5f));
            }
        }
    }

    private void along() {
        int axis = a.integer("axis", -1) < 0 ? in.rank() + a.integer("axis", -1) : a.integer("axis", -1);
        int inner = in.product(axis + 1, in.rank());
        int size = in.size(axis);
        for (int outer = 0; outer < x.length / inner / size; outer++) {
            for (int offset = 0; offset < inner; offset++) {
                int start = outer * size * inner + offset;
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    double v = x[start + k * inner];
                    sum += n.is("LogSoftmax") ? Math.exp(v) : a.integer("p", 2) == 1 ? Math.abs(v) : v * v;
                }
                for (int k = 0; k < size; k++) {
                    double v = x[start + k * inner];
                    y[start + k * inner] = n.is("LogSoftmax")
                            ? v - Math.log(sum)
                            : v / (a.integer("p", 2) == 1 ? sum : Math.sqrt(sum));
                }
            }
        }
    }

    private void repeat() {
        int[] at = new int[out.rank()];
        int[] from = new int[out.rank()];
        for (int i = 0; i < y.length; i++) {
            for (int axis = 0; axis < from.length; axis++) {
                int own = axis - out.rank() + in.rank();
                from[axis] = own < 0 ? 0 : at[axis] % in.size(own);
            }
            y[i] = x[ReferenceInterpreter.offset(from, in)];
            ReferenceInterpreter.next(at, out);
        }
    }

    private void where() {
        int[] at = new int[out.rank()];
        for (int i = 0; i < y.length; i++) {
            String chosen = n.input(x[ReferenceInterpreter.offset(at, in)] == 0 ? 2 : 1);
            y[i] = values.apply(chosen)[ReferenceInterpreter.offset(at, shapes.apply(chosen))];
            ReferenceInterpreter.next(at, out);
        }
    }

    private void depthToSpace() {
        int b = a.integer("blocksize", 1);
        boolean crd = a.text("mode", "DCR").equals("CRD");
        int[] at = new int[4];
        for (int i = 0; i < y.length; i++) {
            int block = at[2] % b * b + at[3] % b;
            int channel = crd ? at[1] * b * b + block : block * out.size(1) + at[1];
            y[i] = x[ReferenceInterpreter.offset(new int[] {at[0], channel, at[2] / b, at[3] / b}, in)];
            ReferenceInterpreter.next(at, out);
        }
    }

    private void spaceToDepth() {
        int b = a.integer("blocksize", 1);
        int[] at = new int[4];
        for (int i = 0; i < y.length; i++) {
            int block = at[1] / in.size(1);
            int[] from = {at[0], at[1] % in.size(1), at[2] * b + block / b, at[3] * b + block % b};
            y[i] = x[ReferenceInterpreter.offset(from, in)];
            ReferenceInterpreter.next(at, out);
        }
    }

    private void cumSum() {
        int axis = (int) values.apply(n.input(1))[0];
        int inner = in.product(axis + 1, in.rank());
        int size = in.size(axis);
        boolean reverse = a.integer("reverse", 0) == 1;
        for (int i = 0; i < y.length; i++) {
            int own = i / inner % size;
            for (int k = 0; k < size; k++) {
                boolean counts = reverse ? k >= own : k <= own;
                boolean self = k == own && a.integer("exclusive", 0) == 1;
                y[i] += counts && !self ? x[i + (k - own) * inner] : 0;
            }
        }
    }

    private void trilu() {
        int columns = in.size(-1);
        int diagonal = n.hasInput(1) ? (int) values.apply(n.input(1))[0] : 0;
        for (int i = 0; i < y.length; i++) {
            int beyond = i % columns - i / columns % in.size(-2) - diagonal;
            y[i] = (a.integer("upper", 1) == 1 ? beyond >= 0 : beyond <= 0) ? x[i] : 0;
        }
    }
}
