package dev.coppice.models.resample;

/** Matrix of the orthonormal DCT-II of one axis; its transpose is its inverse. */
public final class DctMatrix {
    private DctMatrix() {}

    /**
     * Row p holds √(ε_p/n) cos(πp(2j+1)/(2n)), ε_0 = 1, otherwise ε_p = 2: a cosine of p/2 cycles.
     *
     * @param n number of samples of the axis, at least 1
     * @return [n][n]
     */
    public static float[][] of(int n) {
        float[][] matrix = new float[n][n];
        for (int p = 0; p < n; p++) {
            double scale = Math.sqrt((p == 0 ? 1.0 : 2.0) / n);
            for (int j = 0; j < n; j++) {
                double angle = Math.PI * ((long) p * (2L * j + 1) % (4L * n)) / (2.0 * n);
                matrix[p][j] = (float) (scale * Math.cos(angle));
            }
        }
        return matrix;
    }
}
