package dev.coppice.models.resample;

/**
 * The constant matrix that resamples one axis from one grid to another: y = A·x, A of shape [to][from].
 *
 * <p>Both grids cover the same extent. Rows sum to 1, so constants are kept; {@code from = to} gives the identity. The
 * matrix to a finer grid is the matched way back from the coarser grid, see {@link Resampling}. It is computed in double;
 * networks use it rounded to float.
 */
public final class ResampleMatrix {
    private ResampleMatrix() {}

    /**
     * The matrix of one axis, rounded to single precision.
     *
     * @param from number of samples of the old grid, at least 1
     * @param to number of samples of the new grid, at least 1
     * @return [to][from]
     */
    public static float[][] of(Resampling kind, int from, int to) {
        return rounded(exact(kind, from, to));
    }

    /** The matrix of one axis in double precision, as {@link #of}. */
    public static double[][] exact(Resampling kind, int from, int to) {
        if (from < 1 || to < 1) {
            throw new IllegalArgumentException("cannot resample " + from + " samples to " + to);
        }
        double[][] matrix = new double[to][from];
        if (from == to) {
            fillLinear(matrix, from, to, false);
            return matrix;
        }
        switch (kind) {
            case DCT -> fillDct(matrix, from, to);
            case DFT -> DftMatrix.fill(matrix, from, to);
            case BILINEAR, BILINEAR_ALIGN_CORNERS ->
                fillLinear(matrix, from, to, kind == Resampling.BILINEAR_ALIGN_CORNERS);
            case AREA -> {
                if (to < from) {
                    fillArea(matrix, from, to);
                } else {
                    fillLinear(matrix, from, to, false);
                }
            }
        }
        return matrix;
    }

    /**
     * DCT-II of {@code from} samples, coefficients cropped or zero-padded, inverse on {@code to} samples:
     * A[i][j] = (1/from) Σ_k ε_k cos(πk(2i+1)/(2·to)) cos(πk(2j+1)/(2·from)), ε_0 = 1, ε_k = 2, k &lt; min(from, to).
     */
    private static void fillDct(double[][] matrix, int from, int to) {
        int band = Math.min(from, to);
        double[][] out = cosines(to, band);
        double[][] in = cosines(from, band);
        for (int i = 0; i < to; i++) {
            for (int j = 0; j < from; j++) {
                double sum = 1;
                for (int k = 1; k < band; k++) {
                    sum += 2 * out[i][k] * in[j][k];
                }
                matrix[i][j] = sum / from;
            }
        }
    }

    /** cos(πk(2i+1)/(2n)) for every sample i of n and every k below {@code band}. */
    private static double[][] cosines(int n, int band) {
        double[][] table = new double[n][band];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < band; k++) {
                table[i][k] = Math.cos(Math.PI * ((long) k * (2L * i + 1) % (4L * n)) / (2.0 * n));
            }
        }
        return table;
    }

    /** Each new sample is the mean over its cell: every old cell weighs by its overlap. */
    private static void fillArea(double[][] matrix, int from, int to) {
        // In units of 1/(from·to) of the extent a new cell is `from` wide and an old one `to`: exact in integers.
        for (int i = 0; i < to; i++) {
            long begin = (long) i * from;
            long end = begin + from;
            for (int j = (int) (begin / to); j < from && (long) j * to < end; j++) {
                long overlap = Math.min(end, (j + 1L) * to) - Math.max(begin, (long) j * to);
                matrix[i][j] = (double) overlap / from;
            }
        }
    }

    /** ONNX Resize, {@code mode = linear}, half-pixel centres or aligned corners, no anti-aliasing. */
    private static void fillLinear(double[][] matrix, int from, int to, boolean corners) {
        for (int i = 0; i < to; i++) {
            double centre = corners
                    ? (double) i * (from - 1) / Math.max(1, to - 1)
                    : Math.max(0, Math.min(from - 1, (2.0 * i + 1) * from / (2.0 * to) - 0.5));
            int left = (int) centre;
            int right = Math.min(left + 1, from - 1);
            double weight = centre - left;
            matrix[i][left] += 1 - weight;
            matrix[i][right] += weight;
        }
    }

    private static float[][] rounded(double[][] matrix) {
        float[][] out = new float[matrix.length][matrix[0].length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                out[i][j] = (float) matrix[i][j];
            }
        }
        return out;
    }
}
