package dev.coppice.models.graph.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The map y = scale · (x − mean) + shift of each channel, in double precision.
 *
 * @param scale factor of each channel
 * @param mean what each channel loses first
 * @param shift what each channel gains last
 */
@SuppressWarnings("ArrayRecordComponent") // local
record ChannelAffine(double[] scale, double[] mean, double[] shift) {
    /** The map that changes nothing. */
    static ChannelAffine identity(int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return new ChannelAffine(ones, new double[channels], new double[channels]);
    }

    /** What a BatchNormalization with constant statistics computes: scale is γ / √(σ² + ε). */
    static ChannelAffine of(Graph graph, Node norm) {
        double[] gamma = values(graph, norm.input(1));
        double[] variance = values(graph, norm.input(4));
        double epsilon = norm.attributes().real("epsilon", 1e-5f);
        double[] scale = new double[gamma.length];
        Arrays.setAll(scale, c -> gamma[c] / Math.sqrt(variance[c] + epsilon));
        return new ChannelAffine(scale, values(graph, norm.input(3)), values(graph, norm.input(2)));
    }

    private static double[] values(Graph graph, String constant) {
        return graph.constant(constant).orElseThrow().toDoubles();
    }

    int channels() {
        return scale.length;
    }

    /** Whether no channel is scaled. */
    boolean isShift() {
        return Arrays.stream(scale).allMatch(s -> s == 1);
    }

    /** Whether another map has the same numbers. */
    boolean isSame(ChannelAffine other) {
        return Arrays.equals(scale, other.scale)
                && Arrays.equals(mean, other.mean)
                && Arrays.equals(shift, other.shift);
    }

    /** This map, and then y + a, with one a or one for each channel. */
    ChannelAffine plus(double... a) {
        return new ChannelAffine(scale, mean, each(c -> shift[c] + a[a.length == 1 ? 0 : c]));
    }

    /** This map, and then y · a, with one a or one for each channel. */
    ChannelAffine times(double... a) {
        IntToDoubleFunction factor = c -> a[a.length == 1 ? 0 : c];
        return new ChannelAffine(
                each(c -> scale[c] * factor.applyAsDouble(c)), mean, each(c -> shift[c] * factor.applyAsDouble(c)));
    }

    private double[] each(IntToDoubleFunction value) {
        double[] all = new double[scale.length];
        Arrays.setAll(all, value);
        return all;
    }

    /** What it makes of a bias, rounded once. */
    float[] of(float... bias) {
        float[] out = new float[bias.length];
        for (int c = 0; c < out.length; c++) {
            out[c] = (float) (scale[c] * ((double) bias[c] - mean[c]) + shift[c]);
        }
        return out;
    }
}
