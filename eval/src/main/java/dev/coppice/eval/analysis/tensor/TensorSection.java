package dev.coppice.eval.analysis.tensor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.Bands;
import dev.coppice.compress.spectral.TensorSpectrum;
import dev.coppice.eval.page.Html;
import dev.coppice.eval.report.AnalysisSection;
import dev.coppice.models.FileTrouble;
import dev.coppice.models.data.Pictures;
import dev.coppice.models.graph.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Spectra of a network's tensors, averaged over the same pictures.
 *
 * @param images number of pictures
 * @param tensors entries in graph order
 * @param leftOut names of tensors left out because there were too many
 * @param withoutGradients the reason why there are no gradients, empty if there are
 */
public record TensorSection(int images, List<Entry> tensors, List<String> leftOut, Optional<String> withoutGradients)
        implements AnalysisSection {
    /** File name of the heat map. */
    public static final String PICTURE = "tensors.png";

    public TensorSection {
        tensors = List.copyOf(tensors);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A tensor.
     *
     * @param name name of the tensor
     * @param reason why it was chosen
     * @param shape 1×C×H×W
     */
    public record Entry(String name, String reason, Shape shape, TensorSpectrum spectrum) {
        /**
         * A figure of each band, summed over the octaves of {@link TensorSection#octaves}; NaN above the tensor's finest
         * band.
         */
        List<Double> byOctave(BandSums perBand, List<Integer> octaves) {
            Bands bands = spectrum.bands();
            List<Double> sums = new ArrayList<>();
            int band = 0;
            for (int octave : octaves) {
                double sum = band < bands.count() ? 0 : Double.NaN;
                for (; band < bands.count() && bands.frequency(band) <= octave; band++) {
                    sum += perBand.at(band);
                }
                sums.add(sum);
            }
            return sums;
        }
    }

    @Override
    public String id() {
        return "tensors";
    }

    @Override
    public ObjectNode json() {
        return TensorJson.of(this);
    }

    @Override
    public String summary() {
        return TensorMarkdown.summary(this);
    }

    @Override
    public List<String> markdown() {
        return new TensorMarkdown(this).lines();
    }

    @Override
    public String title() {
        return "Tensors";
    }

    @Override
    public Html html() {
        return TensorHtml.of(this);
    }

    @Override
    public void draw(Path folder) {
        Path picture = folder.resolve(PICTURE);
        try {
            Pictures.write(picture, TensorHeatMap.of(this).draw());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write '" + picture + "': " + FileTrouble.of(e), e);
        }
    }

    /** Upper ends of bands that all tensors share, in cycles per shorter side: 0, 1, 2, 4 … up to the finest band of all. */
    List<Integer> octaves() {
        double finest = tensors.stream()
                .map(entry -> entry.spectrum().bands())
                .mapToDouble(bands -> bands.frequency(bands.count() - 1))
                .max()
                .orElse(0);
        List<Integer> octaves = new ArrayList<>(List.of(0));
        for (int upper = 1; octaves.get(octaves.size() - 1) < finest; upper *= 2) {
            octaves.add(upper);
        }
        return octaves;
    }
}
