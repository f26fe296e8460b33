package dev.coppice.models.resample;

import java.util.stream.IntStream;

/**
 * What becomes of a convolution's kernel along one axis where its map comes on another grid.
 *
 * <p>Among the samples of the new grid old tap i stands at u = offset + (i − (k−1)/2)·step, and a wave of f cycles a sample
 * passes with the response Σ w[i] e^{2πi·f·u}; new taps stand at x = (j − (k−1)/2)·dilation. Those nearest to the old
 * response, in the mean square over the frequencies |f| ≤ 1/(2·dilation) that such taps tell apart, are
 * g[j] = Σ_i w[i] sinc((u − x)/dilation), for the waves of the new taps are orthogonal on that band. What the sincs of an
 * old tap lack of 1 is spread over all new ones: the nearest kernel of those that pass constants as before.
 *
 * @param step distance of the old taps in samples of the new grid
 * @param dilation of the new kernel
 * @param offset of the old kernel's centre from the new one's, in samples of the new grid
 */
public record KernelAxis(double step, int dilation, double offset) {
    /** In taps; what a kernel may be off without a difference. */
    private static final double NEGLIGIBLE = 1e-12;

    /** The new taps g = matrix · w: row j holds what each old tap gives the new tap j. */
    public double[][] matrix(int taps) {
        double[][] matrix = new double[taps][taps];
        for (int i = 0; i < taps; i++) {
            double sum = 0;
            for (int j = 0; j < taps; j++) {
                matrix[j][i] = sinc(distance(i, j, taps));
                sum += matrix[j][i];
            }
            for (int j = 0; j < taps; j++) {
                matrix[j][i] += (1 - sum) / taps;
            }
        }
        return matrix;
    }

    /** Whether a kernel of so many taps stays as it is: it has one alone, or every old tap stands where a new one does. */
    public boolean keeps(int taps) {
        return taps == 1 || IntStream.range(0, taps).allMatch(i -> Math.abs(distance(i, i, taps)) < NEGLIGIBLE);
    }

    /** Of an old tap from a new one, in distances of new taps. */
    private double distance(int oldTap, int newTap, int taps) {
        double centre = (taps - 1) / 2.0;
        return (offset + (oldTap - centre) * step) / dilation - (newTap - centre);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
