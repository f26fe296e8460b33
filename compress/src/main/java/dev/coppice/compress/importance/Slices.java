package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.QuantizedConstant;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.function.DoubleUnaryOperator;

/**
 * Slices of a contraction's weights that output channels own: Conv W[c,:,:,:], ConvTranspose W[:,c,:,:] of the channel's
 * group, Gemm and MatMul the row or column c of B. Biases, normalisations and the weights that read the channel do not
 * count.
 */
final class Slices {
    /** Elements that are read at once. */
    private static final int PIECE = 1 << 16;

    private Slices() {}

    /** Takes the weights in the order of the tensor, neighbouring ones of a channel at once. */
    private interface Sink {
        void accept(int channel, float[] weights, int from, int to);
    }

    /** The weights of every output channel, in the order of the tensor. */
    static float[][] of(Graph graph, Producer producer) {
        Tensor weights = weights(graph, producer);
        int channels = producer.members().size();
        float[][] slices = new float[channels][Math.toIntExact(weights.shape().elements() / channels)];
        int[] filled = new int[channels];
        each(weights, producer, (channel, piece, from, to) -> {
            System.arraycopy(piece, from, slices[channel], filled[channel], to - from);
            filled[channel] += to - from;
        });
        return slices;
    }

    /** Σf(w) of every output channel. */
    static double[] sums(Graph graph, Producer producer, DoubleUnaryOperator function) {
        double[] sums = new double[producer.members().size()];
        each(weights(graph, producer), producer, (channel, piece, from, to) -> {
            double sum = sums[channel];
            for (int i = from; i < to; i++) {
                sum += function.applyAsDouble(piece[i]);
            }
            sums[channel] = sum;
        });
        return sums;
    }

    /** Σw² of every output channel. */
    static double[] squaredNorms(Graph graph, Producer producer) {
        return sums(graph, producer, w -> w * w);
    }

    private static Tensor weights(Graph graph, Producer producer) {
        return QuantizedConstant.value(graph, producer.weights())
                .orElseThrow(() ->
                        new IllegalArgumentException("no weights '" + producer.weights() + "' in " + graph.name()));
    }

    /** Goes through the weights piece by piece: they may be as large as memory. */
    private static void each(Tensor weights, Producer producer, Sink sink) {
        Shape shape = weights.shape();
        int axis = producer.axis();
        int size = shape.size(axis);
        int inner = shape.product(axis + 1, shape.rank());
        int rowsPerBlock = producer.groups() > 1 ? shape.size(0) / producer.groups() : Integer.MAX_VALUE;
        int outer = shape.product(0, axis);
        int step = Math.max(1, PIECE / Math.max(1, inner));
        for (int row = 0; row < outer; row++) {
            int block = row / rowsPerBlock * size;
            for (int along = 0; along < size; along += step) {
                float[] piece = weights.toFloats((row * size + along) * inner, Math.min(step, size - along) * inner);
                for (int from = 0; from < piece.length; from += inner) {
                    sink.accept(block + along + from / inner, piece, from, from + inner);
                }
            }
        }
    }
}
