package dev.coppice.compress.grid.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What becomes of a kernel along one axis where its map comes on a coarser grid.
 *
 * <p>On the new grid old tap i stands at u = offset + (i − (k−1)/2)·step, and a signal passes with the frequency response
 * Σ w[i] e^{2πi·f·u}; new taps stand at x = (j − (k−1)/2)·dilation. Those nearest to the old response, in the mean square
 * over the frequencies |f| ≤ 1/(2·dilation) that such taps tell apart, are g[j] = Σ_i w[i] sinc((u − x)/dilation), for the
 * exponentials of the new taps are orthogonal on that band. What each column lacks of 1 is spread over the new taps, which
 * keeps constants exactly (the nearest taps under that constraint).
 *
 * @param taps of the kernel, an odd number
 * @param step distance of the old taps in samples of the new grid
 * @param dilation of the new kernel
 * @param offset of the old kernel's centre from the new one's, in samples of the new grid
 */
record KernelAxis(int taps, double step, int dilation, double offset) {
    /** What a matrix may differ from the identity without changing a kernel. */
    private static final double NEGLIGIBLE = 1e-12;

    /** Row j holds what each old tap gives the new tap j. */
    List<List<Double>> matrix() {
        double[][] matrix = new double[taps][taps];
        for (int i = 0; i < taps; i++) {
            double sum = 0;
            for (int j = 0; j < taps; j++) {
                matrix[j][i] = sinc(distance(i, j));
                sum += matrix[j][i];
            }
            for (int j = 0; j < taps; j++) {
                matrix[j][i] += (1 - sum) / taps;
            }
        }
        List<List<Double>> rows = new ArrayList<>();
        for (double[] row : matrix) {
            rows.add(IntStream.range(0, taps).mapToObj(i -> row[i]).toList());
        }
        return rows;
    }

    /** Whether the kernel stays as it is: every old tap stands where a new one does. */
    boolean isIdentity() {
        return taps == 1 || IntStream.range(0, taps).allMatch(i -> Math.abs(distance(i, i)) < NEGLIGIBLE);
    }

    /** Of an old tap from a new one, in new taps. */
    private double distance(int oldTap, int newTap) {
        double centre = (taps - 1) / 2.0;
        return (offset + (oldTap - centre) * step) / dilation - (newTap - centre);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
