package dev.coppice.compress.spectral;

import java.util.List;

/**
 * Spectrum of a tensor of maps: its content at each frequency, and how the loss depends on it there, as means over
 * pictures. Immutable.
 *
 * <p>Energies are sums of squares over channels and positions (Parseval). X is the transform of the tensor x, G that of g
 * = ∂L/∂x.
 *
 * @param bands bands of frequencies, in cycles per shorter side of the map
 * @param images number of pictures in the feature spectrum
 * @param gradientImages number of pictures in everything else; 0, with zeros, where no gradient was given
 * @param feature energy of x in each band
 * @param gradient energy of g in each band
 * @param taylor I[c][ν] = −(1/N) Σ_{|k|=ν} Re(conj(G[k]) X[k]) of channel c: the change of the loss when the band is
 *     removed from the channel, to first order; all bands sum to −Σ g x
 * @param taylorSize mean of |I[c][ν]| over pictures
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

    /** The change of the loss when each band is removed from all channels, to first order: the score for truncation. */
    public BandSums taylorOfBands() {
        return taylor.stream().reduce(BandSums.zero(bands.count()), BandSums::plus);
    }

    /**
     * The importance of each channel at the frequencies that survive a truncation: Σ_{ν ≤ band} E|I[c][ν]|, the score for
     * pruning.
     *
     * @param band the last band that survives
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
