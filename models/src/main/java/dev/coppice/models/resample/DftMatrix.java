package dev.coppice.models.resample;

/**
 * Matrix of spectral pooling along one axis: DFT, the lowest {@code min(from, to)} frequencies cropped or zero-padded,
 * inverse DFT on the new grid (Rippel, Snoek, Adams, arXiv 1506.03767).
 *
 * <p>Let n be the smaller grid, H the larger one, and D_b(θ) = sin(bθ/2) / sin(θ/2). For odd n the entry is D_n(θ) / from at
 * θ = 2π(i/to − j/from). For even n, the frequency n/2 stands once on n samples and twice, as ±n/2, on H. Shrinking adds
 * both up and growing halves it, as {@code scipy.signal.resample} does. The entry is then (D_{n−1}(θ) + c·cos(nθ/2)) / from,
 * with c = 2 for shrinking and c = 1 for growing. In both cases growing is the pseudo-inverse of shrinking.
 */
final class DftMatrix {
    private final int from;
    private final int to;
    private final int band;

    private DftMatrix(int from, int to) {
        this.from = from;
        this.to = to;
        this.band = Math.min(from, to);
    }

    /** Fills the matrix [to][from]; the sizes differ. */
    static void fill(double[][] matrix, int from, int to) {
        DftMatrix dft = new DftMatrix(from, to);
        for (int i = 0; i < to; i++) {
            for (int j = 0; j < from; j++) {
                matrix[i][j] = dft.kernel((long) i * from - (long) j * to) / from;
            }
        }
    }

    /** The kernel at θ = 2π·m / (from·to). */
    private double kernel(long m) {
        boolean even = band % 2 == 0;
        double inner = dirichlet(even ? band - 1 : band, m);
        if (!even) {
            return inner;
        }
        double twice = to < from ? 2 : 1;
        return inner + twice * Math.cos(angle(band * m));
    }

    /** D_b at θ = 2π·m / (from·to). b is odd, so D_b has period 2π. */
    private double dirichlet(int b, long m) {
        long period = (long) from * to;
        long nearest = Math.floorMod(m + period / 2, period) - period / 2;
        return nearest == 0 ? b : Math.sin(angle(b * nearest)) / Math.sin(angle(nearest));
    }

    /** θ/2 at m, reduced to near 0 in integers, so that sine and cosine stay exact. */
    private double angle(long m) {
        long period = 2L * from * to;
        long nearest = Math.floorMod(m + period / 2, period) - period / 2;
        return 2 * Math.PI * nearest / period;
    }
}
