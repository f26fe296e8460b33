package dev.coppice.compress.importance;

import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.TensorSpectra;
import dev.coppice.compress.spectral.TensorSpectrum;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.measure.GradientSource;
import dev.coppice.models.network.Network;
import dev.coppice.models.resample.Grid;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Dependence of the loss on a channel at the frequencies that survive a truncation, to first order: s = Σ_{ν ≤ cut-off}
 * E|(1/N) Σ_{|k|=ν} Re(conj(G[k]) A[k])| over the channel's map a and g = ∂L/∂a, in square bands of the DCT. Frequencies
 * above the cut-off do not count. Signals that are no maps, or have one row or column, are scored as {@link Taylor}.
 *
 * @param calibration source of the pictures and gradients
 * @param cutoff grid whose frequencies count, relative to a channel's own map; one fraction for both axes
 */
public record SpectralTaylor(GradientSource calibration, Grid cutoff) implements ImportanceCriterion {
    /** The default, a quarter of each axis, as {@link SpectralEnergy#USUAL}. */
    public static final Grid USUAL = new Grid(1, 4);

    @Override
    public String id() {
        return "spectral-taylor";
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("SpectralTaylor")
                .with("calibration", calibration.fingerprint())
                .with("cutoff", cutoff.toString());
    }

    @Override
    public List<double[]> scores(Network network, List<Producer> producers) {
        List<Signal> signals =
                producers.stream().map(p -> Signal.of(network, p)).toList();
        Map<Signal, double[]> ofMaps = ofMaps(
                network, signals.stream().filter(Signal::isMaps).distinct().toList());
        List<Producer> others = IntStream.range(0, producers.size())
                .filter(i -> !signals.get(i).isMaps())
                .mapToObj(producers::get)
                .toList();
        Iterator<double[]> ofOthers =
                new Taylor(calibration).scores(network, others).iterator();
        return signals.stream()
                .map(s -> Objects.requireNonNullElseGet(ofMaps.get(s), ofOthers::next))
                .toList();
    }

    private Map<Signal, double[]> ofMaps(Network network, List<Signal> signals) {
        Map<Signal, TensorSpectra> spectra = new LinkedHashMap<>();
        signals.forEach(s -> spectra.put(s, new TensorSpectra(s.shape(), SpectralBasis.DCT, BandShape.SQUARE)));
        Map<Signal, double[]> scores = new LinkedHashMap<>();
        if (signals.isEmpty()) {
            return scores;
        }
        List<String> tensors = signals.stream().map(Signal::tensor).toList();
        calibration.tensorGradients(
                network,
                tensors,
                at -> spectra.forEach((signal, own) -> own.add(Objects.requireNonNull(at.get(signal.tensor())))));
        spectra.forEach((signal, own) -> {
            TensorSpectrum spectrum = own.spectrum();
            scores.put(signal, spectrum.taylorOfChannels(spectrum.bands().kept(cutoff)));
        });
        return scores;
    }
}
