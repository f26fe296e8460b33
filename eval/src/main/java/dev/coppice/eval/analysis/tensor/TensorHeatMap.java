package dev.coppice.eval.analysis.tensor;

import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.TensorSpectrum;
import dev.coppice.eval.report.HeatMap;
import java.util.List;

/** Spectra of tensors as a heat map. */
final class TensorHeatMap {
    /** The powers of ten that the colours tell apart. Smaller shares are white. */
    private static final int DECADES = 5;

    private TensorHeatMap() {}

    /**
     * The gradient spectrum, tensors against bands: a band's share of the tensor's energy in per cent, on a ground by its
     * logarithm. Without gradients it is the feature spectrum.
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
                                    .map(v -> energy.total() > 0 ? 100 * v / energy.total() : v)
                                    .toList());
                })
                .toList();
        String what = gradients ? "Gradient spectrum" : "Feature spectrum";
        return new HeatMap(
                List.of(
                        what + " of tensors: share of energy in each band, %; colours by its logarithm",
                        "mean of " + section.images() + " pictures, bands in cycles per shorter side"),
                octaves.stream().map(o -> "to " + o).toList(),
                rows,
                DECADES);
    }
}
