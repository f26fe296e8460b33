package dev.coppice.samediff.train;

import java.util.Arrays;

/** Mean and variance of every channel over batches of equal size, from those of each batch: v = mean(v + m²) − mean(m)². */
final class PooledMoments {
    private double[] means = new double[0];
    private double[] squares = new double[0];
    private int batches;

    /** Adds the moments of another batch. */
    void add(float[] mean, float[] variance) {
        if (batches == 0) {
            means = new double[mean.length];
            squares = new double[mean.length];
        }
        for (int c = 0; c < mean.length; c++) {
            means[c] += mean[c];
            squares[c] += variance[c] + (double) mean[c] * mean[c];
        }
        batches++;
    }

    float[] mean() {
        return floats(Arrays.stream(means).map(m -> m / batches).toArray());
    }

    /** The population variance, never negative. */
    float[] variance() {
        double[] variance = new double[means.length];
        for (int c = 0; c < variance.length; c++) {
            double mean = means[c] / batches;
            variance[c] = Math.max(0, squares[c] / batches - mean * mean);
        }
        return floats(variance);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
