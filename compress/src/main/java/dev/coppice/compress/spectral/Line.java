package dev.coppice.compress.spectral;

import org.jtransforms.fft.DoubleFFT_1D;

/** Transforms two real sequences at once, f as real and g as imaginary parts of complex numbers. Scratch of one thread. */
sealed interface Line permits Line.Fourier, Line.Cosine {
    /** For sequences of a length. */
    static Line of(SpectralBasis basis, int length) {
        return basis == SpectralBasis.DFT ? new Fourier(length) : new Cosine(length);
    }

    /** In place, from {@code offset} on. */
    void forward(double[] packed, int offset);

    /** The way back, scaled so that it undoes {@link #forward}. */
    void inverse(double[] packed, int offset);

    /** DFT of f + ig. */
    final class Fourier implements Line {
        private final DoubleFFT_1D fft;

        Fourier(int length) {
            this.fft = new DoubleFFT_1D(length);
        }

        @Override
        public void forward(double[] packed, int offset) {
            fft.complexForward(packed, offset);
        }

        @Override
        public void inverse(double[] packed, int offset) {
            fft.complexInverse(packed, offset, true);
        }
    }

    /**
     * Orthonormal DCT-II of f and of g by one complex DFT (Makhoul, IEEE Trans. ASSP 28, 1980): the even samples in order, then
     * the odd ones backwards; of their transform Z and w = exp(−iπk / 2n) the result is (w Z[k] + conj(w) Z[n − k]) / 2, scaled.
     */
    final class Cosine implements Line {
        private final int length;
        private final DoubleFFT_1D fft;
        private final double[] scratch;
        private final double[] cosine;
        private final double[] sine;

        Cosine(int length) {
            this.length = length;
            this.fft = new DoubleFFT_1D(length);
            this.scratch = new double[2 * length];
            this.cosine = new double[length];
            this.sine = new double[length];
            for (int k = 0; k < length; k++) {
                double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / length);
                cosine[k] = scale * Math.cos(Math.PI * k / (2 * length));
                sine[k] = scale * Math.sin(Math.PI * k / (2 * length));
            }
        }

        @Override
        public void forward(double[] packed, int offset) {
            for (int i = 0; i < length; i++) {
                int to = 2 * place(i);
                scratch[to] = packed[offset + 2 * i];
                scratch[to + 1] = packed[offset + 2 * i + 1];
            }
            fft.complexForward(scratch);
            for (int k = 0; k < length; k++) {
                int at = 2 * k;
                int mirrored = 2 * (k == 0 ? 0 : length - k);
                double sumRe = scratch[at] + scratch[mirrored];
                double sumIm = scratch[at + 1] + scratch[mirrored + 1];
                double differenceRe = scratch[at] - scratch[mirrored];
                double differenceIm = scratch[at + 1] - scratch[mirrored + 1];
                packed[offset + at] = (cosine[k] * sumRe + sine[k] * differenceIm) / 2;
                packed[offset + at + 1] = (cosine[k] * sumIm - sine[k] * differenceRe) / 2;
            }
        }

        /** Z[k] = conj(w) (X[k] − i X[n − k]), X[n] = 0. */
        @Override
        public void inverse(double[] packed, int offset) {
            double first = Math.sqrt(length);
            double others = length / 2.0;
            scratch[0] = packed[offset] * first;
            scratch[1] = packed[offset + 1] * first;
            for (int k = 1; k < length; k++) {
                int at = offset + 2 * k;
                int mirrored = offset + 2 * (length - k);
                double re = packed[at] + packed[mirrored + 1];
                double im = packed[at + 1] - packed[mirrored];
                scratch[2 * k] = others * (cosine[k] * re - sine[k] * im);
                scratch[2 * k + 1] = others * (cosine[k] * im + sine[k] * re);
            }
            fft.complexInverse(scratch, true);
            for (int i = 0; i < length; i++) {
                int from = 2 * place(i);
                packed[offset + 2 * i] = scratch[from];
                packed[offset + 2 * i + 1] = scratch[from + 1];
            }
        }

        private int place(int i) {
            return i % 2 == 0 ? i / 2 : length - 1 - i / 2;
        }
    }
}
