package dev.coppice.samediff;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.rule.EinsumEquation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Operators of {@link ReferenceInterpreter} that follow indices, labels, positions or neighbours. */
final class ReferenceIndices extends ReferenceOperator {
    private ReferenceIndices(Node n, Function<String, double[]> values, Function<String, Shape> shapes, Graph graph) {
        super(n, values, shapes, graph);
    }

    static double[] compute(Node n, Function<String, double[]> values, Function<String, Shape> shapes, Graph graph) {
        ReferenceIndices own = new ReferenceIndices(n, values, shapes, graph);
        switch (n.op()) {
            case "Col2Im" -> own.blocks();
            case "Einsum" -> own.einsum();
            case "GatherND" -> own.gatherNd();
            case "GatherElements" -> own.gatherElements();
            case "GridSample" -> own.gridSample();
            case "LRN" -> own.responseNorm();
            case "LpPool" -> own.lpPool();
            case "GlobalLpPool" -> own.globalLpPool();
            case "MaxUnpool" -> own.maxUnpool();
            case "MeanVarianceNormalization" -> own.meanVariance();
            case "ScatterElements" -> own.scatterElements();
            case "ScatterND" -> own.scatterNd();
            default -> throw new IllegalStateException("no reference for " + n);
        }
        return own.y;
    }

    private void blocks() {
        double[] block = values.apply(n.input(2));
        int width = (int) block[1];
        int[] strides = a.integers("strides", 1, 1);
        int[] pads = a.integers("pads", 0, 0, 0, 0);
        int across = (out.size(3) + pads[1] + pads[3] - width) / strides[1] + 1;
        int[] at = new int[3];
        for (int i = 0; i < x.length; i++, ReferenceInterpreter.next(at, in)) {
            int place = at[1] % (int) (block[0] * width);
            int row = at[2] / across * strides[0] - pads[0] + place / width;
            int column = at[2] % across * strides[1] - pads[1] + place % width;
            if (row >= 0 && column >= 0 && row < out.size(2) && column < out.size(3)) {
                int[] to = {at[0], at[1] / (int) (block[0] * width), row, column};
                y[ReferenceInterpreter.offset(to, out)] += x[i];
            }
        }
    }

    private void einsum() {
        List<Shape> all = n.inputs().stream().map(shapes).toList();
        EinsumEquation equation = EinsumEquation.of(n, all);
        Map<Character, Integer> sizes = equation.sizes(all);
        String labels = equation.labels();
        Shape space = Shape.of(labels.chars().map(l -> sizes.get((char) l)).toArray());
        int[] at = new int[space.rank()];
        for (int i = 0; i < space.elements(); i++, ReferenceInterpreter.next(at, space)) {
            double product = 1;
            for (int k = 0; k < all.size(); k++) {
                int[] own = picked(labels, equation.inputs().get(k), at);
                product *= values.apply(n.input(k))[ReferenceInterpreter.offset(own, all.get(k))];
            }
            y[ReferenceInterpreter.offset(picked(labels, equation.output(), at), out)] += product;
        }
    }

    private static int[] picked(String labels, String wanted, int... at) {
        return wanted.chars().map(label -> at[labels.indexOf(label)]).toArray();
    }

    private void gatherNd() {
        Shape of = shapes.apply(n.input(1));
        double[] indices = values.apply(n.input(1));
        int batch = a.integer("batch_dims", 0);
        int[] to = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(to, out)) {
            int[] from = new int[in.rank()];
            int[] tuple = new int[of.rank()];
            System.arraycopy(to, 0, from, 0, batch);
            System.arraycopy(to, 0, tuple, 0, of.rank() - 1);
            int named = batch + of.size(-1);
            for (int k = batch; k < named; k++) {
                tuple[of.rank() - 1] = k - batch;
                from[k] = wrapped(indices[ReferenceInterpreter.offset(tuple, of)], in.size(k));
            }
            System.arraycopy(to, of.rank() - 1, from, named, in.rank() - named);
            y[i] = x[ReferenceInterpreter.offset(from, in)];
        }
    }

    private static int wrapped(double index, int size) {
        return (int) (index < 0 ? index + size : index);
    }

    private void gatherElements() {
        double[] indices = values.apply(n.input(1));
        int axis = Math.floorMod(a.integer("axis", 0), in.rank());
        int[] at = new int[out.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(at, out)) {
            int[] from = at.clone();
            from[axis] = wrapped(indices[i], in.size(axis));
            y[i] = x[ReferenceInterpreter.offset(from, in)];
        }
    }

    private void scatterElements() {
        System.arraycopy(x, 0, y, 0, x.length);
        Shape of = shapes.apply(n.input(1));
        double[] indices = values.apply(n.input(1));
        double[] updates = values.apply(n.input(2));
        int axis = Math.floorMod(a.integer("axis", 0), in.rank());
        int[] at = new int[of.rank()];
        for (int i = 0; i < indices.length; i++, ReferenceInterpreter.next(at, of)) {
            int[] to = at.clone();
            to[axis] = wrapped(indices[i], in.size(axis));
            write(ReferenceInterpreter.offset(to, in), updates[i]);
        }
    }

    private void write(int at, double update) {
        y[at] = update + (a.text("reduction", "none").equals("add") ? y[at] : 0);
    }

    private void scatterNd() {
        System.arraycopy(x, 0, y, 0, x.length);
        double[] indices = values.apply(n.input(1));
        double[] updates = values.apply(n.input(2));
        int length = shapes.apply(n.input(1)).size(-1);
        int inner = in.product(length, in.rank());
        for (int i = 0; i < indices.length / length; i++) {
            int row = 0;
            for (int k = 0; k < length; k++) {
                row = row * in.size(k) + wrapped(indices[i * length + k], in.size(k));
            }
            for (int k = 0; k < inner; k++) {
                write(row * inner + k, updates[i * inner + k]);
            }
        }
    }

    private void gridSample() {
        double[] grid = values.apply(n.input(1));
        int[] at = new int[4];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(at, out)) {
            int sample = ((at[0] * out.size(2) + at[2]) * out.size(3) + at[3]) * 2;
            double h = position(grid[sample + 1], in.size(2));
            double w = position(grid[sample], in.size(3));
            int top = (int) Math.floor(h);
            int left = (int) Math.floor(w);
            for (int r = top - 1; r <= top + 2; r++) {
                for (int c = left - 1; c <= left + 2; c++) {
                    double share = kernel(Math.abs(h - r)) * kernel(Math.abs(w - c));
                    y[i] += share == 0 ? 0 : share * pixel(at[0], at[1], r, c);
                }
            }
        }
    }

    private double position(double given, int size) {
        boolean corners = a.integer("align_corners", 0) == 1;
        double at = corners ? (given + 1) / 2 * (size - 1) : ((given + 1) * size - 1) / 2;
        return a.text("mode", "").equals("nearest") ? Math.rint(at) : at;
    }

    private double kernel(double t) {
        if (!a.text("mode", "").equals("bicubic")) {
            return Math.max(0, 1 - t);
        }
        double k = -0.75;
        return t <= 1
                ? (k + 2) * t * t * t - (k + 3) * t * t + 1
                : t < 2 ? k * t * t * t - 5 * k * t * t + 8 * k * t - 4 * k : 0;
    }

    /** A pixel by its row and column, which may lie outside. */
    private double pixel(int image, int channel, int row, int column) {
        int[] inside = {image, channel, inside(row, in.size(2)), inside(column, in.size(3))};
        return inside[2] < 0 || inside[3] < 0 ? 0 : x[ReferenceInterpreter.offset(inside, in)];
    }

    private int inside(int at, int size) {
        if (at >= 0 && at < size) {
            return at;
        }
        String padding = a.text("padding_mode", "zeros");
        if (padding.equals("border")) {
            return at < 0 ? 0 : size - 1;
        }
        int last = a.integer("align_corners", 0) == 1 ? 0 : 1;
        return padding.equals("zeros") ? -1 : inside(at < 0 ? -at - last : 2 * size - 2 + last - at, size);
    }

    private void responseNorm() {
        int size = a.integer("size", 1);
        int[] at = new int[in.rank()];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(at, in)) {
            double sum = 0;
            for (int c = at[1] - (size - 1) / 2; c <= at[1] + size / 2; c++) {
                if (c >= 0 && c < in.size(1)) {
                    int[] other = at.clone();
                    other[1] = c;
                    sum += Math.pow(x[ReferenceInterpreter.offset(other, in)], 2);
                }
            }
            double base = a.real("bias", 1f) + a.real("alpha", 1e-4f) / size * sum;
            y[i] = x[i] / Math.pow(base, a.real("beta", 0.75f));
        }
    }

    private void lpPool() {
        int[] kernel = a.integers("kernel_shape", 1, 1);
        int[] strides = a.integers("strides", 1, 1);
        int[] pads = a.integers("pads", 0, 0, 0, 0);
        int[] dilations = a.integers("dilations", 1, 1);
        int p = a.integer("p", 2);
        int[] at = new int[4];
        for (int i = 0; i < y.length; i++, ReferenceInterpreter.next(at, out)) {
            double sum = 0;
            for (int k = 0; k < kernel[0] * kernel[1]; k++) {
                int h = at[2] * strides[0] - pads[0] + k / kernel[1] * dilations[0];
                int w = at[3] * strides[1] - pads[1] + k % kernel[1] * dilations[1];
                if (h >= 0 && w >= 0 && h < in.size(2) && w < in.size(3)) {
                    int[] from = {at[0], at[1], h, w};
                    sum += Math.pow(Math.abs(x[ReferenceInterpreter.offset(from, in)]), p);
                }
            }
            y[i] = Math.pow(sum, 1.0 / p);
        }
    }

    private void globalLpPool() {
        int p = a.integer("p", 2);
        int plane = x.length / y.length;
        for (int i = 0; i < y.length; i++) {
            double sum = 0;
            for (int k = 0; k < plane; k++) {
                sum += Math.pow(Math.abs(x[i * plane + k]), p);
            }
            y[i] = Math.pow(sum, 1.0 / p);
        }
    }

    /** The places of the largest values, the first where several are as large, from the pooled map itself. */
    private void maxUnpool() {
        Node pool = graph.producer(n.input(1)).orElseThrow();
        double[] map = values.apply(pool.input(0));
        int[] kernel = pool.attributes().integers("kernel_shape");
        int[] at = new int[4];
        for (int i = 0; i < x.length; i++, ReferenceInterpreter.next(at, in)) {
            int largest = -1;
            for (int k = 0; k < kernel[0] * kernel[1]; k++) {
                int[] from = {at[0], at[1], at[2] * kernel[0] + k / kernel[1], at[3] * kernel[1] + k % kernel[1]};
                int place = ReferenceInterpreter.offset(from, out);
                largest = largest < 0 || map[place] > map[largest] ? place : largest;
            }
            y[largest] = x[i];
        }
    }

    private void meanVariance() {
        int[] axes = a.integers("axes", 0, 2, 3);
        int[] kept = in.sizes().clone();
        IntStream.of(axes).forEach(axis -> kept[axis] = 1);
        Shape reduced = Shape.of(kept);
        Map<Integer, List<Integer>> parts = new HashMap<>();
        int[] at = new int[in.rank()];
        for (int i = 0; i < x.length; i++, ReferenceInterpreter.next(at, in)) {
            parts.computeIfAbsent(ReferenceInterpreter.offset(at, reduced), k -> new ArrayList<>())
                    .add(i);
        }
        for (List<Integer> part : parts.values()) {
            double mean = part.stream().mapToDouble(i -> x[i]).average().orElseThrow();
            double variance = part.stream()
                    .mapToDouble(i -> Math.pow(x[i] - mean, 2))
                    .average()
                    .orElseThrow();
            part.forEach(i -> y[i] = (x[i] - mean) / (Math.sqrt(variance) + 1e-9));
        }
    }
}
