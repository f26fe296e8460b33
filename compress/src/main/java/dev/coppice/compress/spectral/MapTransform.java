package dev.coppice.compress.spectral;

/**
 * Spectra of real maps of one size, two or four maps at a time. Holds tables and scratch: one for each thread.
 *
 * <p>Maps are H×W in C order. Scalar products follow {@link BandProducts}. Numbers are double throughout; where maps that
 * share a transform differ by orders of magnitude the smaller one's spectrum is as exact as 1e-16 of the larger one.
 */
public sealed interface MapTransform permits DftMaps, DctMaps {
    /** For maps of the bands' size. */
    static MapTransform of(Bands bands) {
        return bands.basis() == SpectralBasis.DFT ? new DftMaps(bands) : new DctMaps(bands);
    }

    /** The bands it sums over. */
    Bands bands();

    /** Scalar products of two maps, by one complex transform of f + ig. */
    BandProducts products(double[] f, double[] g);

    /** Scalar products of a map with itself and with two others, and of a fourth with itself: four maps, two transforms. */
    FourProducts products(double[] f, double[] g, double[] h, double[] j);

    /** Replaces both maps by their parts in the bands 0 … {@code band} (the orthogonal projection P_ν). */
    default void lowPass(double[] f, double[] g, int band) {
        double[] spectrum = new double[2 * f.length];
        spectrum(f, g, spectrum);
        inverse(spectrum, band, f, g);
    }

    /** Takes two maps apart, to be put together again by {@link #inverse}; 2·H·W numbers in an order of its own. */
    void spectrum(double[] f, double[] g, double[] spectrum);

    /** Puts two maps together from the bands 0 … {@code band} of their spectrum, which stays as it is. */
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
