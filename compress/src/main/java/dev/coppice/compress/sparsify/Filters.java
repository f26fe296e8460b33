package dev.coppice.compress.sparsify;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Filters: constants of a graph under change; untouched ones are not among the results. */
final class Filters {
    private final Graph graph;
    private final Map<String, float[]> values = new HashMap<>();

    Filters(Graph graph) {
        this.graph = graph;
    }

    /** The constants that were requested, with their current values. */
    Map<String, Tensor> changed() {
        Map<String, Tensor> changed = new LinkedHashMap<>();
        values.forEach((name, now) -> changed.put(name, Tensor.floats(shape(name), now)));
        return changed;
    }

    /** The values of a constant, to be changed in place. */
    float[] of(String constant) {
        return values.computeIfAbsent(constant, name -> tensor(name).toFloats());
    }

    /**
     * The output channel of a producer for each of its weights: Conv W[c,:,:,:], ConvTranspose W[:,c,:,:] of the
     * channel's group, Gemm and MatMul the row or column c.
     */
    IntUnaryOperator channels(Producer producer) {
        Shape shape = shape(producer.weights());
        int size = shape.size(producer.axis());
        int inner = shape.product(producer.axis() + 1, shape.rank());
        int rows = producer.groups() > 1 ? shape.size(0) / producer.groups() : Integer.MAX_VALUE;
        return i -> i / (inner * size) / rows * size + i / inner % size;
    }

    private Shape shape(String constant) {
        return tensor(constant).shape();
    }

    private Tensor tensor(String constant) {
        return graph.constant(constant)
                .orElseThrow(() -> new IllegalArgumentException("'" + constant + "' is no constant"));
    }
}
