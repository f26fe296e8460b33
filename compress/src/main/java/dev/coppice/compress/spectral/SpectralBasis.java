package dev.coppice.compress.spectral;

/** The waves that maps are taken apart into. */
public enum SpectralBasis {
    /**
     * Discrete Fourier transform, X[k] = Σ x(t) exp(−2πi k·t / N): the map goes on periodically, so that its left edge meets its
     * right one. Exactly what a convolution with circular padding acts on.
     */
    DFT("dft", 2),
    /**
     * Orthonormal DCT-II: the map goes on mirrored, so that edges add nothing. Index p is a wave of p/2 cycles.
     */
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

    /** Cycles per side from one index to the next: 1 for the DFT, ½ for the DCT. */
    double cycles() {
        return halfCycles / 2.0;
    }

    /** How many steps an index of an axis of this size is away from the mean. */
    int distance(int index, int size) {
        return this == DCT ? index : Math.min(index, size - index);
    }
}
