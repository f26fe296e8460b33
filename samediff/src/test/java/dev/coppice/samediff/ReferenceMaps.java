package dev.coppice.samediff;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.ResampleMatrix;
import dev.coppice.models.resample.SoftCrop;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Operators of {@link ReferenceInterpreter} that read several elements, on N×C×H×W maps and matrices. */
final class ReferenceMaps {
    private final Node n;
    private final Attributes a;
    private final Function<String, double[]> values;
    private final Function<String, Shape> shapes;
    private final Graph graph;
    private final Shape in;
    private final Shape out;
    private final double[] x;
    private final double[] y;

    private ReferenceMaps(Node n, Function<String, double[]> values, Function<String, Shape> shapes, Graph graph) {
        this.n = n;
        this.a = n.attributes();
        this.values = values;
        this.shapes = shapes;
        this.graph = graph;
        this.in = shapes.apply(n.input(0));
        this.out = shapes.apply(n.output());
        this.x = values.apply(n.input(0));
        this.y = new double[Math.toIntExact(out.elements())];
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

    private int at(Shape s, int i, int c, int h, int w) {
        return ((i * s.size(1) + c) * s.size(2) + h) * s.size(3) + w;
    }

    private boolean inside(Shape s, int h, int w) {
        return h >= 0 && w >= 0 && h < s.size(2) && w < s.size(3);
    }

    private void conv() {
        Shape ws = shapes.apply(n.input(1));
        double[] w = values.apply(n.input(1));
        int[] stride = a.integers("strides", 1, 1);
        int[] dilation = a.integers("dilations", 1, 1);
        int[] pads = a.integers("pads", 0, 0, 0, 0);
        int perGroup = ws.size(0) / a.integer("group", 1);
        int[] o = new int[4];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            y[i] = n.hasInput(2) ? values.apply(n.input(2))[o[1]] : 0;
            int[] k = new int[3];
            Shape window = Shape.of(ws.size(1), ws.size(2), ws.size(3));
            for (int j = 0; j < window.elements(); j++, ReferenceInterpreter.next(k, window)) {
                int h = o[2] * stride[0] + k[1] * dilation[0] - pads[0];
                int v = o[3] * stride[1] + k[2] * dilation[1] - pads[1];
                if (inside(in, h, v)) {
                    int c = o[1] / perGroup * ws.size(1) + k[0];
                    y[i] += x[at(in, o[0], c, h, v)] * w[at(ws, o[1], k[0], k[1], k[2])];
                }
            }
        }
    }

    private void convTranspose() {
        Shape ws = shapes.apply(n.input(1));
        double[] w = values.apply(n.input(1));
        int[] stride = a.integers("strides", 1, 1);
        int[] pads = a.integers("pads", 0, 0, 0, 0);
        int group = a.integer("group", 1);
        int[] p = new int[4];
        for (int i = 0; i < x.length; i++, ReferenceInterpreter.next(p, in)) {
            int[] k = new int[3];
            Shape window = Shape.of(ws.size(1), ws.size(2), ws.size(3));
            for (int j = 0; j < window.elements(); j++, ReferenceInterpreter.next(k, window)) {
                int h = p[2] * stride[0] + k[1] - pads[0];
                int v = p[3] * stride[1] + k[2] - pads[1];
                if (inside(out, h, v)) {
                    int c = p[1] / (in.size(1) / group) * ws.size(1) + k[0];
                    y[at(out, p[0], c, h, v)] += x[i] * w[at(ws, p[1], k[0], k[1], k[2])];
                }
            }
        }
        int plane = out.size(2) * out.size(3);
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
        int[] kernel = a.integers("kernel_shape");
        int[] stride = a.integers("strides", 1, 1);
        int[] pads = a.integers("pads", 0, 0, 0, 0);
        boolean max = n.is("MaxPool");
        boolean include = a.integer("count_include_pad", 0) == 1;
        int[] o = new int[4];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            double best = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int j = 0; j < kernel[0] * kernel[1]; j++) {
                int h = o[2] * stride[0] + j / kernel[1] - pads[0];
                int v = o[3] * stride[1] + j % kernel[1] - pads[1];
                if (inside(in, h, v)) {
                    best = Math.max(best, x[at(in, o[0], o[1], h, v)]);
                    sum += x[at(in, o[0], o[1], h, v)];
                }
                boolean padding = h < in.size(2) + pads[2] && v < in.size(3) + pads[3];
                count += inside(in, h, v) || (include && padding) ? 1 : 0;
            }
            y[i] = max ? best : sum / count;
        }
    }

    private void globalPool() {
        int plane = in.size(2) * in.size(3);
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
        int[] o = new int[4];
        String mode = a.text("mode", "constant");
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            int[] s = IntStream.range(0, 4)
                    .map(d -> repeated(mode, o[d] - (int) pads[d], in.size(d)))
                    .toArray();
            boolean inside = IntStream.range(0, 4).allMatch(d -> s[d] >= 0 && s[d] < in.size(d));
            y[i] = inside ? x[at(in, s[0], s[1], s[2], s[3])] : value;
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

    private void matMul() {
        Shape bs = shapes.apply(n.input(1));
        double[] b = values.apply(n.input(1));
        int[] o = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            for (int k = 0; k < in.size(-1); k++) {
                int[] left = o.clone();
                int[] right = o.clone();
                left[o.length - 1] = k;
                right[o.length - 2] = k;
                y[i] += x[ReferenceInterpreter.offset(left, in)] * b[ReferenceInterpreter.offset(right, bs)];
            }
        }
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
        separable(
                ResampleMatrix.of(resample.kind(), in.size(2), out.size(2)),
                ResampleMatrix.of(resample.kind(), in.size(3), out.size(3)));
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
                    y[i] += rows[o[2]][h] * columns[o[3]][w] * x[at(in, o[0], o[1], h, w)];
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

    private void separable(float[][] rows, float[][] columns) {
        int[] o = new int[4];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            for (int h = 0; h < in.size(2); h++) {
                for (int w = 0; w < in.size(3); w++) {
                    y[i] += (double) rows[o[2]][h] * columns[o[3]][w] * x[at(in, o[0], o[1], h, w)];
                }
            }
        }
    }

    /** Interpolates each output sample separately, by the formulas of the standard. */
    private void resize() {
        boolean nearest = a.text("mode", "nearest").equals("nearest");
        int[] o = new int[4];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(o, out)) {
            double h = source(o[2], in.size(2), out.size(2));
            double w = source(o[3], in.size(3), out.size(3));
            if (a.text("mode", "nearest").equals("cubic")) {
                for (int k = 0; k < 16; k++) {
                    int r = (int) Math.floor(h) - 1 + k / 4;
                    int c = (int) Math.floor(w) - 1 + k % 4;
                    y[i] += cubic(h - r) * cubic(w - c) * sample(o, r, c);
                }
            } else if (nearest) {
                y[i] = sample(o, nearest(h), nearest(w));
            } else {
                double fh = h - Math.floor(h);
                double fw = w - Math.floor(w);
                int h0 = (int) Math.floor(h);
                int w0 = (int) Math.floor(w);
                y[i] = (1 - fh) * ((1 - fw) * sample(o, h0, w0) + fw * sample(o, h0, w0 + 1))
                        + fh * ((1 - fw) * sample(o, h0 + 1, w0) + fw * sample(o, h0 + 1, w0 + 1));
            }
        }
    }

    /** The kernel of Keys (1981) with the coefficient -0.75. */
    private static double cubic(double distance) {
        double d = Math.abs(distance);
        return d <= 1 ? 1.25 * d * d * d - 2.25 * d * d + 1 : -0.75 * (d * d * d - 5 * d * d + 8 * d - 4);
    }

    private double sample(int[] o, int h, int w) {
        int row = Math.max(0, Math.min(in.size(2) - 1, h));
        int column = Math.max(0, Math.min(in.size(3) - 1, w));
        return x[at(in, o[0], o[1], row, column)];
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
