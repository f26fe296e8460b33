package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Values of normalisations: of weights as exporters standardise them, and of queries that no picture changes. */
final class Normalising {
    private Normalising() {}

    static Tensor batch(ValueContext c) {
        Tensor x = c.input(0);
        double[] scale = c.input(1).toDoubles();
        double[] shift = c.input(2).toDoubles();
        double[] mean = c.input(3).toDoubles();
        double[] variance = c.input(4).toDoubles();
        double epsilon = c.attributes().real("epsilon", 1e-5f);
        Shape shape = x.shape();
        int inner = shape.product(2, shape.rank());
        int channels = shape.size(1);
        float[] values = x.toFloats();
        return Elements.reals(x.type(), shape, i -> {
            int k = i / inner % channels;
            return (values[i] - mean[k]) / Math.sqrt(variance[k] + epsilon) * scale[k] + shift[k];
        });
    }

    /** Values over the axes from {@code axis} on, less their mean and by their deviation. */
    static Tensor layer(ValueContext c) {
        Tensor x = c.input(0);
        Shape shape = x.shape();
        int axis = ShapeContext.axis(c.attributes().integer("axis", -1), shape.rank());
        int size = shape.product(axis, shape.rank());
        double epsilon = c.attributes().real("epsilon", 1e-5f);
        double[] values = x.toDoubles();
        for (int from = 0; size > 0 && from < values.length; from += size) {
            double mean = Arrays.stream(values, from, from + size).average().orElse(0);
            double variance = Arrays.stream(values, from, from + size)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
            for (int i = from; i < from + size; i++) {
                values[i] = (values[i] - mean) / Math.sqrt(variance + epsilon);
            }
        }
        double[] scale = c.input(1).toDoubles();
        double[] shift = c.has(2) ? c.input(2).toDoubles() : new double[] {0};
        Elements.Source scaled = Elements.broadcast(c.input(1).shape(), shape);
        Elements.Source shifted = Elements.broadcast(c.has(2) ? c.input(2).shape() : Shape.SCALAR, shape);
        return Elements.reals(x.type(), shape, i -> values[i] * scale[scaled.at(i)] + shift[shifted.at(i)]);
    }

    /** Exponentials over their sum along an axis. */
    static Tensor softmax(ValueContext c) {
        Tensor x = c.input(0);
        Shape shape = x.shape();
        int axis = ShapeContext.axis(c.attributes().integer("axis", -1), shape.rank());
        int inner = shape.product(axis + 1, shape.rank());
        int size = shape.size(axis);
        double[] values = x.toDoubles();
        double[] largest = new double[values.length / Math.max(1, size)];
        double[] sums = new double[largest.length];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        IntUnaryOperator line = i -> i / (inner * size) * inner + i % inner;
        for (int i = 0; i < values.length; i++) {
            largest[line.applyAsInt(i)] = Math.max(largest[line.applyAsInt(i)], values[i]);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(values[i] - largest[line.applyAsInt(i)]);
            sums[line.applyAsInt(i)] += values[i];
        }
        return Elements.reals(x.type(), shape, i -> values[i] / sums[line.applyAsInt(i)]);
    }
}
