package dev.coppice.compress.importance;

import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Norms of what a channel group owns as producer weights: in every contraction that makes one of its channels, the slice
 * at that output channel (Conv W[c,:,:,:], ConvTranspose W[:,c,:,:] of the channel's group, Gemm and MatMul the row or
 * column c of B). Biases, normalisations and the weights that read the channel do not count.
 *
 * <p>Each contraction's norms are divided by their mean, so that a contraction with larger weights has no more say; a
 * group's score is the mean over its slices. A contraction whose weights are all zero scores 0.
 */
final class FilterNorms {
    private FilterNorms() {}

    static double[] scores(Graph graph, ChannelFamily family, DoubleUnaryOperator term, DoubleUnaryOperator ofSum) {
        double[] sums = new double[family.size()];
        int[] slices = new int[family.size()];
        for (Producer producer : family.producers()) {
            Tensor weights = graph.constants().get(producer.weights());
            if (weights == null) {
                throw new IllegalArgumentException("no weights '" + producer.weights() + "' in " + graph.name());
            }
            double[] norms = sums(weights, producer, term);
            Arrays.setAll(norms, c -> ofSum.applyAsDouble(norms[c]));
            double mean = Arrays.stream(norms).average().orElse(0);
            for (int c = 0; c < norms.length; c++) {
                int member = producer.members().get(c);
                sums[member] += mean > 0 ? norms[c] / mean : 0;
                slices[member]++;
            }
        }
        Arrays.setAll(sums, i -> sums[i] / Math.max(1, slices[i]));
        return sums;
    }

    /** Σ term(w) for every output channel. */
    private static double[] sums(Tensor weights, Producer producer, DoubleUnaryOperator term) {
        Shape shape = weights.shape();
        int axis = producer.axis();
        int size = shape.size(axis);
        int inner = shape.product(axis + 1, shape.rank());
        int rowsPerBlock = producer.groups() > 1 ? shape.size(0) / producer.groups() : Integer.MAX_VALUE;
        double[] out = new double[producer.members().size()];
        float[] values = weights.toFloats();
        for (int i = 0; i < values.length; i++) {
            int outer = i / (inner * size);
            int channel = outer / rowsPerBlock * size + i / inner % size;
            out[channel] += term.applyAsDouble(values[i]);
        }
        return out;
    }
}
