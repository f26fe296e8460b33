package dev.coppice.samediff;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.ResampleMatrix;
import dev.coppice.models.resample.SoftCrop;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Operators of {@link ReferenceInterpreter} that read several elements, on maps with any space axes and on matrices. */
final class ReferenceMaps extends ReferenceOperator {
    private ReferenceMaps(Node n, Function<String, double[]> values, Function<String, Shape> shapes, Graph graph) {
        super(n, values, shapes, graph);
    }

    static double[] compute(Node n, Function<String, double[]> values, Function<String, Shape> shapes, Graph graph) {
        ReferenceMaps maps = new ReferenceMaps(n, values, shapes, graph);
        switch (n.op()) {
            case "Conv" -> maps.conv();
            case "ConvTranspose" -> maps.convTranspose();
            case "BatchNormalization" -> maps.batchNorm();
            case "MaxPool", "AveragePool" -> maps.pool();
            case "GlobalAveragePool", "GlobalMaxPool" -> maps.globalPool();
            case "Concat" -> maps.concat();
            case "Pad" -> maps.pad();
            case "Transpose" -> maps.transpose();
            case "MatMul" -> maps.matMul();
            case "Gemm" -> maps.gemm();
            case "Slice" -> maps.slice();
            case "Softmax" -> maps.softmax();
            case "Resize" -> maps.resize();
            case "Resample" -> maps.resample();
            case "SoftCrop" -> maps.softCrop();
            default -> {
                return ReferenceIndices.compute(n, values, shapes, graph);
            }
        }
        return maps.y;
    }

    private int axes() {
        return in.rank() - 2;
    }

    private int[] given(String name, int otherwise) {
        int[] values = new int[axes()];
        Arrays.fill(values, otherwise);
        return a.integers(name, values);
    }

    private int[] pads() {
        return a.integers("pads", new int[2 * axes()]);
    }

    private static Shape space(Shape shape) {
        return Shape.of(Arrays.copyOfRange(shape.sizes(), 2, shape.rank()));
    }

    private static boolean inside(Shape s, int[] at) {
        for (int d = 2; d < at.length; d++) {
            if (at[d] < 0 || at[d] >= s.size(d)) {
                return false;
            }
        }
        return true;
    }

    private void conv() {
        Shape ws = shapes.apply(n.input(1));
        double[] w = values.apply(n.input(1));
        int[] stride = given("strides", 1);
        int[] pads = pads();
        int[] dilation = given("dilations", 1);
        int perGroup = ws.size(0) / a.integer("group", 1);
        int[] o = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            y[i] = n.hasInput(2) ? values.apply(n.input(2))[o[1]] : 0;
            int[] k = new int[ws.rank()];
            k[0] = o[1];
            for (int j = 0; j < ws.elements() / ws.size(0); j++, ReferenceInterpreter.next(k, ws)) {
                int[] s = o.clone();
                s[1] = o[1] / perGroup * ws.size(1) + k[1];
                for (int d = 0; d < axes(); d++) {
                    s[2 + d] = o[2 + d] * stride[d] + k[2 + d] * dilation[d] - pads[d];
                }
                if (inside(in, s)) {
                    y[i] += x[ReferenceInterpreter.offset(s, in)] * w[ReferenceInterpreter.offset(k, ws)];
                }
            }
        }
    }

    private void convTranspose() {
        Shape ws = shapes.apply(n.input(1));
        double[] w = values.apply(n.input(1));
        int[] stride = given("strides", 1);
        int[] pads = pads();
        int[] dilation = given("dilations", 1);
        int perGroup = in.size(1) / a.integer("group", 1);
        int[] p = new int[in.rank()];
        for (int i = 0; i < x.length; i++, ReferenceInterpreter.next(p, in)) {
            int[] k = new int[ws.rank()];
            k[0] = p[1];
            for (int j = 0; j < ws.elements() / ws.size(0); j++, ReferenceInterpreter.next(k, ws)) {
                int[] t = p.clone();
                t[1] = p[1] / perGroup * ws.size(1) + k[1];
                for (int d = 0; d < axes(); d++) {
                    t[2 + d] = p[2 + d] * stride[d] + k[2 + d] * dilation[d] - pads[d];
                }
                if (inside(out, t)) {
                    y[ReferenceInterpreter.offset(t, out)] += x[i] * w[ReferenceInterpreter.offset(k, ws)];
                }
            }
        }
        int plane = out.product(2, out.rank());
        for (int i = 0; i < y.length && n.hasInput(2); i++) {
            y[i] += values.apply(n.input(2))[i / plane % out.size(1)];
        }
    }

    private void batchNorm() {
        int plane = in.product(2, in.rank());
        double epsilon = a.real("epsilon", 1e-5f);
        double[] means = values.apply(n.input(3));
        double[] variances = values.apply(n.input(4));
        if (a.integer("training_mode", 0) == 1) {
            means = means(plane, i -> x[i]);
            double[] centres = means;
            variances = means(plane, i -> Math.pow(x[i] - centres[i / plane % in.size(1)], 2));
        }
        for (int i = 0; i < y.length; i++) {
            int c = i / plane % in.size(1);
            double gamma = values.apply(n.input(1))[c];
            double beta = values.apply(n.input(2))[c];
            y[i] = (x[i] - means[c]) / Math.sqrt(variances[c] + epsilon) * gamma + beta;
        }
    }

    /** The mean over the batch of a function of every element, one per channel. */
    private double[] means(int plane, IntToDoubleFunction element) {
        double[] means = new double[in.size(1)];
        for (int i = 0; i < x.length; i++) {
            means[i / plane % means.length] += element.applyAsDouble(i) * means.length / x.length;
        }
        return means;
    }

    private void pool() {
        int[] stride = given("strides", 1);
        int[] pads = pads();
        int[] dilation = given("dilations", 1);
        boolean max = n.is("MaxPool");
        boolean include = a.integer("count_include_pad", 0) == 1;
        Shape kernel = Shape.of(a.integers("kernel_shape"));
        int[] o = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            double best = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            int[] k = new int[axes()];
            for (int j = 0; j < kernel.elements(); j++, ReferenceInterpreter.next(k, kernel)) {
                int[] s = o.clone();
                boolean padding = include;
                for (int d = 0; d < axes(); d++) {
                    s[2 + d] = o[2 + d] * stride[d] + k[d] * dilation[d] - pads[d];
                    padding &= s[2 + d] < in.size(2 + d) + pads[axes() + d];
                }
                if (inside(in, s)) {
                    best = Math.max(best, x[ReferenceInterpreter.offset(s, in)]);
                    sum += x[ReferenceInterpreter.offset(s, in)];
                }
                count += inside(in, s) || padding ? 1 : 0;
            }
            y[i] = max ? best : sum / count;
        }
    }

    private void globalPool() {
        int plane = in.product(2, in.rank());
        for (int i = 0; i < y.length; i++) {
            double[] map = Arrays.copyOfRange(x, i * plane, (i + 1) * plane);
            y[i] = n.is("GlobalMaxPool")
                    ? Arrays.stream(map).max().orElseThrow()
                    : Arrays.stream(map).average().orElseThrow();
        }
    }

    private void concat() {
        int axis = Math.floorMod(a.integer("axis", 0), in.rank());
        int outer = out.product(0, axis);
        int position = 0;
        for (int o = 0; o < outer; o++) {
            for (String part : n.inputs()) {
                int length = shapes.apply(part).product(axis, out.rank());
                System.arraycopy(values.apply(part), o * length, y, position, length);
                position += length;
            }
        }
    }

    private void pad() {
        long[] pads = ReferenceInterpreter.longs(graph, n.input(1));
        double value = n.hasInput(2) ? values.apply(n.input(2))[0] : 0;
        int[] o = new int[out.rank()];
        String mode = a.text("mode", "constant");
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            int[] s = IntStream.range(0, o.length)
                    .map(d -> repeated(mode, o[d] - (int) pads[d], in.size(d)))
                    .toArray();
            boolean inside = IntStream.range(0, o.length).allMatch(d -> s[d] >= 0 && s[d] < in.size(d));
            y[i] = inside ? x[ReferenceInterpreter.offset(s, in)] : value;
        }
    }

    private static int repeated(String mode, int at, int size) {
        return switch (mode) {
            case "edge" -> at < 0 ? 0 : Math.min(at, size - 1);
            case "reflect" -> at < 0 ? -at : at >= size ? 2 * size - 2 - at : at;
            case "wrap" -> at < 0 ? at + size : at >= size ? at - size : at;
            default -> at;
        };
    }

    private void slice() {
        long[] starts = ReferenceInterpreter.longs(graph, n.input(1));
        long[] axes = ReferenceInterpreter.longs(graph, n.input(3));
        int[] o = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            int[] s = o.clone();
            for (int d = 0; d < axes.length; d++) {
                int axis = (int) axes[d];
                long step = n.hasInput(4) ? ReferenceInterpreter.longs(graph, n.input(4))[d] : 1;
                s[axis] = (int) (Math.floorMod(starts[d], (long) in.size(axis)) + o[axis] * step);
            }
            y[i] = x[ReferenceInterpreter.offset(s, in)];
        }
    }

    private void transpose() {
        int[] perm = a.integers("perm");
        int[] o = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            int[] s = new int[in.rank()];
            for (int d = 0; d < perm.length; d++) {
                s[perm[d]] = o[d];
            }
            y[i] = x[ReferenceInterpreter.offset(s, in)];
        }
    }

    /** A vector is a row on the left and a column on the right. */
    private void matMul() {
        Shape bs = shapes.apply(n.input(1));
        Shape left = in.rank() == 1 ? Shape.of(1, in.size(0)) : in;
        Shape right = bs.rank() == 1 ? Shape.of(bs.size(0), 1) : bs;
        Shape whole = in.rank() == 1 ? widened(out.rank() - 1) : bs.rank() == 1 ? widened(out.rank()) : out;
        double[] b = values.apply(n.input(1));
        int[] o = new int[whole.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, whole)) {
            for (int k = 0; k < left.size(-1); k++) {
                int[] row = o.clone();
                int[] column = o.clone();
                row[o.length - 1] = k;
                column[o.length - 2] = k;
                y[i] += x[ReferenceInterpreter.offset(row, left)] * b[ReferenceInterpreter.offset(column, right)];
            }
        }
    }

    /** The output's shape with one more axis, of one place. */
    private Shape widened(int axis) {
        return Shape.of(IntStream.rangeClosed(0, out.rank())
                .map(i -> i == axis ? 1 : out.size(i < axis ? i : i - 1))
                .toArray());
    }

    private void gemm() {
        Shape bs = shapes.apply(n.input(1));
        double[] b = values.apply(n.input(1));
        boolean ta = a.integer("transA", 0) == 1;
        boolean tb = a.integer("transB", 0) == 1;
        for (int i = 0; i < y.length; i++) {
            int row = i / out.size(1);
            int column = i % out.size(1);
            for (int k = 0; k < in.size(ta ? 0 : 1); k++) {
                double left = ta ? x[k * in.size(1) + row] : x[row * in.size(1) + k];
                double right = tb ? b[column * bs.size(1) + k] : b[k * bs.size(1) + column];
                y[i] += a.real("alpha", 1) * left * right;
            }
            if (n.hasInput(2)) {
                int at = ReferenceInterpreter.offset(new int[] {row, column}, shapes.apply(n.input(2)));
                y[i] += a.real("beta", 1) * values.apply(n.input(2))[at];
            }
        }
    }

    private void softmax() {
        int axis = Math.floorMod(a.integer("axis", -1), in.rank());
        int inner = in.product(axis + 1, in.rank());
        int length = in.size(axis);
        for (int i = 0; i < y.length; i++) {
            int first = i / (inner * length) * inner * length + i % inner;
            double sum = 0;
            for (int k = 0; k < length; k++) {
                sum += Math.exp(x[first + k * inner]);
            }
            y[i] = Math.exp(x[i]) / sum;
        }
    }

    private void resample() {
        Resample resample = Resample.of(n);
        separable(d -> ResampleMatrix.of(resample.kind(), in.size(d), out.size(d)));
    }

    /** Dᵀ·diag(mask)·D on each axis. */
    private void softCrop() {
        Shape image = shapes.apply(graph.inputs().get(0).name());
        double[][] rows = lowPass(in.size(2), values.apply(n.input(SoftCrop.HEIGHT))[0], image.size(2));
        double[][] columns = lowPass(in.size(3), values.apply(n.input(SoftCrop.WIDTH))[0], image.size(3));
        int[] o = new int[4];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            for (int h = 0; h < in.size(2); h++) {
                for (int w = 0; w < in.size(3); w++) {
                    y[i] += rows[o[2]][h]
                            * columns[o[3]][w]
                            * x[ReferenceInterpreter.offset(new int[] {o[0], o[1], h, w}, in)];
                }
            }
        }
    }

    private static double[][] lowPass(int size, double stored, int imageSize) {
        double[][] low = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int p = 0; p < size; p++) {
                    double cosines = Math.cos(Math.PI * p * (2 * i + 1) / (2.0 * size))
                            * Math.cos(Math.PI * p * (2 * j + 1) / (2.0 * size));
                    double kept = SoftCrop.mask(p, stored * SoftCrop.UNIT * imageSize);
                    low[i][j] += kept * (p == 0 ? 1 : 2) * cosines / size;
                }
            }
        }
        return low;
    }

    /** One matrix for each axis. */
    private void separable(IntFunction<float[][]> matrix) {
        List<float[][]> matrices = IntStream.range(0, in.rank())
                .mapToObj(d -> d < 2 ? new float[0][] : matrix.apply(d))
                .toList();
        Shape space = space(in);
        int[] o = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            int[] p = new int[axes()];
            for (int j = 0; j < space.elements(); j++, ReferenceInterpreter.next(p, space)) {
                int[] s = o.clone();
                double share = 1;
                for (int d = 0; d < axes(); d++) {
                    s[2 + d] = p[d];
                    share *= matrices.get(2 + d)[o[2 + d]][p[d]];
                }
                y[i] += share * x[ReferenceInterpreter.offset(s, in)];
            }
        }
    }

    /** Interpolates each output sample separately, by the formulas of the standard. */
    private void resize() {
        boolean nearest = a.text("mode", "nearest").equals("nearest");
        int points = nearest ? 1 : a.text("mode", "nearest").equals("cubic") ? 4 : 2;
        int[] o = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            for (int corner = 0; corner < Math.pow(points, axes()); corner++) {
                int[] s = o.clone();
                double share = 1;
                int left = corner;
                for (int d = 2; d < s.length; d++, left /= points) {
                    double at = source(o[d], in.size(d), out.size(d));
                    int place = nearest ? nearest(at) : (int) Math.floor(at) + 1 - points / 2 + left % points;
                    share *= nearest ? 1 : points == 4 ? cubic(at - place) : 1 - Math.abs(at - place);
                    s[d] = Math.max(0, Math.min(in.size(d) - 1, place));
                }
                y[i] += share * x[ReferenceInterpreter.offset(s, in)];
            }
        }
    }

    /** The kernel of Keys (1981) with the coefficient -0.75. */
    private static double cubic(double distance) {
        double d = Math.abs(distance);
        return d <= 1 ? 1.25 * d * d * d - 2.25 * d * d + 1 : -0.75 * (d * d * d - 5 * d * d + 8 * d - 4);
    }

    private int nearest(double position) {
        return switch (a.text("nearest_mode", "round_prefer_floor")) {
            case "floor" -> (int) Math.floor(position);
            case "ceil" -> (int) Math.ceil(position);
            case "round_prefer_ceil" -> (int) Math.floor(position + 0.5);
            default -> (int) Math.ceil(position - 0.5);
        };
    }

    private double source(int i, int from, int to) {
        double scale = (double) to / from;
        return switch (a.text("coordinate_transformation_mode", "half_pixel")) {
            case "align_corners" -> to == 1 ? 0 : i * (from - 1.0) / (to - 1);
            case "asymmetric" -> i / scale;
            default -> (i + 0.5) / scale - 0.5;
        };
    }
}
