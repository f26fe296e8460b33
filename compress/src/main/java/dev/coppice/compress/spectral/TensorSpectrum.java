package dev.coppice.compress.spectral;

import java.util.List;

/**
 * What a tensor of maps holds at which frequency, and how the loss depends on it there; means over pictures. Immutable.
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
public record TensorSpectrum(
        Bands bands,
        int images,
        int gradientImages,
        BandSums feature,
        BandSums gradient,
        List<BandSums> taylor,
        List<BandSums> taylorSize) {
    public TensorSpectrum {
        taylor = List.copyOf(taylor);
        taylorSize = List.copyOf(taylorSize);
    }

    /** What removing each band from all channels adds to the loss, to first order: the score for truncation. */
    public BandSums taylorOfBands() {
        return taylor.stream().reduce(BandSums.zero(bands.count()), BandSums::plus);
    }

    /**
     * How much each channel matters by what survives a truncation: Σ_{ν ≤ band} E|I[c][ν]|, the score for pruning.
     *
     * @param band the last that survives
     */
    public double[] taylorOfChannels(int band) {
        return taylorSize.stream().mapToDouble(own -> own.upTo(band)).toArray();
    }

    /** The share of the feature's energy above a band; 0 where there is none at all. */
    public double featureAbove(int band) {
        return shareAbove(feature, band);
    }

    /** The share of the gradient's energy above a band; 0 where there is none at all. */
    public double gradientAbove(int band) {
        return shareAbove(gradient, band);
    }

    private static double shareAbove(BandSums energy, int band) {
        double total = energy.total();
        return total == 0 ? 0 : energy.beyond(band) / total;
    }
}
