package dev.coppice.eval.analysis.tensor;

import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.TensorSpectrum;
import dev.coppice.eval.report.HeatMap;
import java.util.List;

/** Spectra of tensors as a heat map. */
final class TensorHeatMap {
    /** The powers of ten that the map distinguishes. Smaller shares show as 0. */
    private static final int DECADES = 5;

    private TensorHeatMap() {}

    /**
     * The gradient spectrum, tensors against bands: 5 + log10 of a band's share of the tensor's energy, at least 0. Without
     * gradients it is the feature spectrum.
     */
    static HeatMap of(TensorSection section) {
        List<Integer> octaves = section.octaves();
        boolean gradients = section.withoutGradients().isEmpty();
        List<HeatMap.Row> rows = section.tensors().stream()
                .map(entry -> {
                    TensorSpectrum spectrum = entry.spectrum();
                    BandSums energy = gradients ? spectrum.gradient() : spectrum.feature();
                    return new HeatMap.Row(
                            entry.name(),
                            entry.byOctave(energy, octaves).stream()
                                    .map(v -> logarithm(v, energy.total()))
                                    .toList());
                })
                .toList();
        String what = gradients ? "Gradient spectrum" : "Feature spectrum";
        return new HeatMap(
                List.of(
                        what + " of tensors: " + DECADES + " + log10 of the share of energy in each band",
                        "mean of " + section.images() + " pictures, bands in cycles per shorter side"),
                octaves.stream().map(o -> "to " + o).toList(),
                rows);
    }

    private static double logarithm(double energy, double total) {
        if (Double.isNaN(energy)) {
            return Double.NaN;
        }
        return energy <= 0 || total <= 0 ? 0 : Math.max(0, DECADES + Math.log10(energy / total));
    }
}
