package dev.coppice.compress.spectral;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Transform of two real sequences at once, with f as real and g as imaginary part. The caller packs the samples in the
 * order of {@link #place}, so that nothing is moved twice. It holds tables: use one for each thread.
 */
sealed interface SequenceTransform permits SequenceTransform.Fourier, SequenceTransform.Cosine {
    /** The transform for sequences of this length. */
    static SequenceTransform of(SpectralBasis basis, int length) {
        return basis == SpectralBasis.DFT ? new Fourier(length) : new Cosine(length);
    }

    /** The place of sample i before {@link #forward} and after {@link #inverse}. */
    int place(int i);

    /** Transforms the sequences in place. */
    void forward(double[] packed);

    /** Inverts {@link #forward} in place. */
    void inverse(double[] packed);

    /** DFT of f + ig. */
    final class Fourier implements SequenceTransform {
        private final DoubleFFT_1D fft;

        Fourier(int length) {
            this.fft = new DoubleFFT_1D(length);
        }

        @Override
        public int place(int i) {
            return i;
        }

        @Override
        public void forward(double[] packed) {
            fft.complexForward(packed);
        }

        @Override
        public void inverse(double[] packed) {
            fft.complexInverse(packed, true);
        }
    }

    /**
     * Orthonormal DCT-II of f and of g by one complex DFT (Makhoul, IEEE Trans. ASSP 28, 1980): the even samples in
     * order, then the odd ones backwards; with their transform Z and w = exp(−iπk / 2n), the scaled result is (w Z[k] +
     * conj(w) Z[n − k]) / 2.
     */
    final class Cosine implements SequenceTransform {
        private final int length;
        private final DoubleFFT_1D fft;

        /** cos(πk / 2n) / √2n. */
        private final double[] cosine;

        private final double[] sine;

        Cosine(int length) {
            this.length = length;
            this.fft = new DoubleFFT_1D(length);
            this.cosine = new double[length];
            this.sine = new double[length];
            double scale = Math.sqrt(0.5 / length);
            for (int k = 0; k < length; k++) {
                cosine[k] = scale * Math.cos(Math.PI * k / (2 * length));
                sine[k] = scale * Math.sin(Math.PI * k / (2 * length));
            }
        }

        @Override
        public int place(int i) {
            return i % 2 == 0 ? i / 2 : length - 1 - i / 2;
        }

        /** Computes k and n − k from the same two numbers; cos and sin of n − k are sin and cos of k. */
        @Override
        public void forward(double[] packed) {
            fft.complexForward(packed);
            double mean = Math.sqrt(1.0 / length);
            packed[0] *= mean;
            packed[1] *= mean;
            for (int k = 1; 2 * k <= length; k++) {
                int at = 2 * k;
                int mirrored = 2 * (length - k);
                double sumRe = packed[at] + packed[mirrored];
                double sumIm = packed[at + 1] + packed[mirrored + 1];
                double differenceRe = packed[at] - packed[mirrored];
                double differenceIm = packed[at + 1] - packed[mirrored + 1];
                packed[at] = cosine[k] * sumRe + sine[k] * differenceIm;
                packed[at + 1] = cosine[k] * sumIm - sine[k] * differenceRe;
                packed[mirrored] = sine[k] * sumRe - cosine[k] * differenceIm;
                packed[mirrored + 1] = sine[k] * sumIm + cosine[k] * differenceRe;
            }
        }

        /** Computes Z[k] = conj(w) (X[k] − i X[n − k]), with X[n] = 0. */
        @Override
        public void inverse(double[] packed) {
            double first = Math.sqrt(length);
            packed[0] *= first;
            packed[1] *= first;
            for (int k = 1; 2 * k <= length; k++) {
                int at = 2 * k;
                int mirrored = 2 * (length - k);
                double re = length * (packed[at] + packed[mirrored + 1]);
                double im = length * (packed[at + 1] - packed[mirrored]);
                double mirroredRe = length * (packed[mirrored] + packed[at + 1]);
                double mirroredIm = length * (packed[mirrored + 1] - packed[at]);
                packed[at] = cosine[k] * re - sine[k] * im;
                packed[at + 1] = cosine[k] * im + sine[k] * re;
                packed[mirrored] = sine[k] * mirroredRe - cosine[k] * mirroredIm;
                packed[mirrored + 1] = sine[k] * mirroredIm + cosine[k] * mirroredRe;
            }
            fft.complexInverse(packed, true);
        }
    }
}
