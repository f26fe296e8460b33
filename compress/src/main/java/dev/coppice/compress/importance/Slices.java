package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;

/**
 * Slices of a contraction's weights that output channels own: Conv W[c,:,:,:], ConvTranspose W[:,c,:,:] of the channel's
 * group, Gemm and MatMul the row or column c of B. Biases, normalisations and the weights that read the channel do not
 * count.
 */
final class Slices {
    private Slices() {}

    /** The weights of every output channel, in the order of the tensor. */
    static float[][] of(Graph graph, Producer producer) {
        Tensor weights = QuantizedConstant.value(graph, producer.weights())
                .orElseThrow(() ->
                        new IllegalArgumentException("no weights '" + producer.weights() + "' in " + graph.name()));
        Shape shape = weights.shape();
        int axis = producer.axis();
        int size = shape.size(axis);
        int inner = shape.product(axis + 1, shape.rank());
        int rowsPerBlock = producer.groups() > 1 ? shape.size(0) / producer.groups() : Integer.MAX_VALUE;
        int channels = producer.members().size();
        float[] values = weights.toFloats();
        float[][] slices = new float[channels][values.length / channels];
        int[] filled = new int[channels];
        for (int i = 0; i < values.length; i++) {
            int outer = i / (inner * size);
            int channel = outer / rowsPerBlock * size + i / inner % size;
            slices[channel][filled[channel]++] = values[i];
        }
        return slices;
    }

    /** Σw² of every output channel. */
    static double[] squaredNorms(Graph graph, Producer producer) {
        float[][] slices = of(graph, producer);
        double[] sums = new double[slices.length];
        for (int c = 0; c < sums.length; c++) {
            for (float w : slices[c]) {
                sums[c] += (double) w * w;
            }
        }
        return sums;
    }
}
