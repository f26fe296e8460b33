package dev.coppice.compress.retrain;

/** Mean and variance of every channel over batches of N×C×…, summed in double precision. */
final class ChannelMoments {
    private final double[] sums;
    private final double[] squares;
    private long count;

    ChannelMoments(int channels) {
        sums = new double[channels];
        squares = new double[channels];
    }

    /** Adds a batch of so many pictures. */
    void add(float[] values, int batch) {
        int plane = values.length / batch / sums.length;
        for (int i = 0; i < values.length; i++) {
            int c = i / plane % sums.length;
            sums[c] += values[i];
            squares[c] += (double) values[i] * values[i];
        }
        count += (long) batch * plane;
    }

    float[] mean() {
        float[] mean = new float[sums.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = (float) (sums[c] / count);
        }
        return mean;
    }

    /** The population variance, never negative. */
    float[] variance() {
        float[] variance = new float[sums.length];
        for (int c = 0; c < variance.length; c++) {
            double mean = sums[c] / count;
            variance[c] = (float) Math.max(0, squares[c] / count - mean * mean);
        }
        return variance;
    }
}
