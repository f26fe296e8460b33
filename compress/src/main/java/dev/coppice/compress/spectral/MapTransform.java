package dev.coppice.compress.spectral;

/**
 * Transform of real maps of one size, two or four at a time. It holds tables and scratch memory: use one for each thread.
 *
 * <p>Maps are H×W in C order. Scalar products follow {@link BandProducts}. Numbers are double. Where maps that share a
 * transform differ by orders of magnitude, the error of the smaller one's spectrum is 1e-16 of the larger one.
 */
public sealed interface MapTransform permits PackedMaps {
    /** The transform for maps of the bands' size. */
    static MapTransform of(Bands bands) {
        return bands.basis() == SpectralBasis.DFT ? new DftMaps(bands) : new DctMaps(bands);
    }

    /** The bands it sums over. */
    Bands bands();

    /** The scalar products of two maps, by one complex transform of f + ig. */
    BandProducts products(double[] f, double[] g);

    /** The scalar products of four maps by two transforms: f with itself, h and j, and g with itself. */
    FourProducts products(double[] f, double[] g, double[] h, double[] j);

    /** Replaces both maps by their parts in the bands 0 … {@code band} (the orthogonal projection P_ν). */
    default void lowPass(double[] f, double[] g, int band) {
        double[] spectrum = new double[2 * f.length];
        spectrum(f, g, spectrum);
        inverse(spectrum, band, f, g);
    }

    /** Computes the spectrum of two maps for {@link #inverse}: 2·H·W numbers in an internal order. */
    void spectrum(double[] f, double[] g, double[] spectrum);

    /** Computes two maps from the bands 0 … {@code band} of their spectrum, which does not change. */
    void inverse(double[] spectrum, int band, double[] f, double[] g);

    /**
     * The coefficients of one map, in the transform's order: DFT H×W×2 with real and imaginary part, DCT H×W, orthonormal.
     */
    double[] coefficients(double[] f);

    /**
     * Scalar products band by band of four maps f, g, h, j.
     *
     * @param ff ⟨f, f⟩
     * @param gg ⟨g, g⟩
     * @param fh ⟨f, h⟩
     * @param fj ⟨f, j⟩
     */
    record FourProducts(BandSums ff, BandSums gg, BandSums fh, BandSums fj) {}
}
