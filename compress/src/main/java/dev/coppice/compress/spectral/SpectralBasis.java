package dev.coppice.compress.spectral;

/** Spectral bases: the waves of a transform. */
public enum SpectralBasis {
    /**
     * Discrete Fourier transform, X[k] = Σ x(t) exp(−2πi k·t / N): the map continues periodically, so that its left edge
     * meets its right one. A convolution with circular padding acts on exactly these frequencies.
     */
    DFT("dft", 2),
    /** Orthonormal DCT-II: the map continues mirrored, so that edges add no jump. Index p is a wave of p/2 cycles. */
    DCT("dct", 1);

    private final String id;
    private final int halfCycles;

    SpectralBasis(String id, int halfCycles) {
        this.id = id;
        this.halfCycles = halfCycles;
    }

    /** The name in files. */
    public String id() {
        return id;
    }

    /** The cycles per side from one index to the next: 1 for the DFT, ½ for the DCT. */
    double cycles() {
        return halfCycles / 2.0;
    }

    /** The number of steps from the mean to an index, on an axis of this size. */
    int distance(int index, int size) {
        return this == DCT ? index : Math.min(index, size - index);
    }
}
