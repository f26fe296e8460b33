package dev.coppice.compress.spectral;

import java.util.Arrays;

/**
 * What a tensor of maps holds at which frequency, and how the loss depends on it there; means over pictures. Immutable: its
 * arrays are not to be written to.
 *
 * <p>Energies are sums of squares over channels and positions (Parseval), X the transform of the tensor x, G that of g = ∂L/∂x.
 *
 * @param bands that frequencies are put into, in cycles per shorter side of the map
 * @param images pictures of the feature spectrum
 * @param gradientImages pictures of everything else; 0 and zeros where no gradient was given
 * @param feature energy of x in each band
 * @param gradient energy of g in each band
 * @param taylor I[c][ν] = −(1/N) Σ_{|k|=ν} Re(conj(G[k]) X[k]) of channel c: what removing the band from the channel adds to
 *     the loss, to first order; over all bands −Σ g x
 * @param taylorSize mean over pictures of |I[c][ν]|
 */
@SuppressWarnings("ArrayRecordComponent") // tables of numbers
public record TensorSpectrum(
        Bands bands,
        int images,
        int gradientImages,
        double[] feature,
        double[] gradient,
        double[][] taylor,
        double[][] taylorSize) {

    /** Channels of the tensor. */
    public int channels() {
        return taylor.length;
    }

    /** What removing each band from all channels adds to the loss, to first order: the score for truncation. */
    public double[] taylorOfBands() {
        double[] sums = new double[bands.count()];
        for (double[] channel : taylor) {
            Arrays.setAll(sums, b -> sums[b] + channel[b]);
        }
        return sums;
    }

    /**
     * What removing everything above each band adds to the loss, to first order: the tail of {@link #taylorOfBands}; 0 at the
     * last.
     */
    public double[] taylorAbove() {
        return above(taylorOfBands());
    }

    /**
     * How much each channel matters by what survives a truncation: Σ_{ν ≤ band} E|I[c][ν]|, the score for pruning.
     *
     * @param band the last that survives
     */
    public double[] taylorOfChannels(int band) {
        return Arrays.stream(taylorSize)
                .mapToDouble(own -> Arrays.stream(own, 0, band + 1).sum())
                .toArray();
    }

    /** The share of energy above each band, 0 at the last; 0 where there is no energy at all. */
    public static double[] shareAbove(double[] energy) {
        double[] above = above(energy);
        double all = Arrays.stream(energy).sum();
        Arrays.setAll(above, b -> all == 0 ? 0 : above[b] / all);
        return above;
    }

    /** Summed from the end, so that small tails keep their digits. */
    private static double[] above(double[] perBand) {
        double[] sums = new double[perBand.length];
        for (int b = perBand.length - 2; b >= 0; b--) {
            sums[b] = sums[b + 1] + perBand[b + 1];
        }
        return sums;
    }
}
