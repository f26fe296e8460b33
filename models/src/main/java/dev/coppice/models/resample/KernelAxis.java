package dev.coppice.models.resample;

import java.util.stream.IntStream;

/**
 * Transform of a convolution's kernel along one axis for a map on another grid.
 *
 * <p>On the new grid, old tap i stands at u = offset + (i − (k−1)/2)·step. A wave of f cycles per sample passes with the
 * response Σ w[i] e^{2πi·f·u}. New taps stand at x = (j − (k−1)/2)·dilation. They resolve the frequencies |f| ≤
 * 1/(2·dilation), and their waves are orthogonal on that band. The nearest taps to the old response, in the mean square over
 * that band, are therefore g[j] = Σ_i w[i] sinc((u − x)/dilation). The sincs of an old tap may not sum to 1; the difference
 * is spread over all new taps. This gives the nearest kernel of those that pass constants as before.
 *
 * @param step distance of the old taps, in samples of the new grid
 * @param dilation dilation of the new kernel
 * @param offset position of the old kernel's centre relative to the new one, in samples of the new grid
 */
public record KernelAxis(double step, int dilation, double offset) {
    /** The offset, in taps, below which tap positions count as equal. */
    private static final double NEGLIGIBLE = 1e-12;

    /** The matrix of g = matrix · w: row j holds the weights of all old taps in new tap j. */
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

    /** Whether a kernel stays as it is: it has a single tap, or every old tap stands at a new one. */
    public boolean keeps(int taps) {
        return taps == 1 || IntStream.range(0, taps).allMatch(i -> Math.abs(distance(i, i, taps)) < NEGLIGIBLE);
    }

    /** The offset of an old tap from a new one, in distances of new taps. */
    private double distance(int oldTap, int newTap, int taps) {
        double centre = (taps - 1) / 2.0;
        return (offset + (oldTap - centre) * step) / dilation - (newTap - centre);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
