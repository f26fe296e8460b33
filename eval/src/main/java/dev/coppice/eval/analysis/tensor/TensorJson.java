package dev.coppice.eval.analysis.tensor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.compress.spectral.BandSums;
import dev.coppice.compress.spectral.TensorSpectrum;
import java.util.stream.IntStream;

/** Spectra of tensors as JSON. */
final class TensorJson {
    private static final JsonMapper JSON = new JsonMapper();

    private TensorJson() {}

    /**
     * All figures. Each tensor has energies and scores per band, as {@link TensorSpectrum} defines them. Each channel has a
     * score over all bands and one in each band.
     */
    static ObjectNode of(TensorSection section) {
        ObjectNode root = JSON.createObjectNode().put("images", section.images());
        section.withoutGradients().ifPresent(reason -> root.put("withoutGradients", reason));
        ArrayNode leftOut = root.putArray("leftOut");
        section.leftOut().forEach(leftOut::add);
        ArrayNode tensors = root.putArray("tensors");
        for (TensorSection.Entry entry : section.tensors()) {
            TensorSpectrum spectrum = entry.spectrum();
            ObjectNode node = tensors.addObject()
                    .put("name", entry.name())
                    .put("why", entry.reason())
                    .put("shape", entry.shape().toString())
                    .put("basis", spectrum.bands().basis().id())
                    .put("bands", spectrum.bands().shape().id());
            int last = spectrum.bands().count() - 1;
            put(
                    node,
                    "frequency",
                    BandSums.of(IntStream.rangeClosed(0, last)
                            .mapToDouble(spectrum.bands()::frequency)
                            .toArray()));
            put(node, "feature", spectrum.feature());
            if (spectrum.gradientImages() > 0) {
                put(node, "gradient", spectrum.gradient());
                put(node, "taylor", spectrum.taylorOfBands());
                put(node, "taylorOfChannels", BandSums.of(spectrum.taylorOfChannels(last)));
                scores(node.putArray("taylorOfChannelsAndBands"), spectrum);
            }
        }
        return root;
    }

    /** Writes I[c][ν], one row per channel. Single precision keeps the many numbers short. */
    private static void scores(ArrayNode rows, TensorSpectrum spectrum) {
        for (BandSums channel : spectrum.taylor()) {
            ArrayNode row = rows.addArray();
            for (double score : channel.toArray()) {
                row.add((float) score);
            }
        }
    }

    private static void put(ObjectNode node, String name, BandSums figures) {
        ArrayNode array = node.putArray(name);
        for (double figure : figures.toArray()) {
            array.add(figure);
        }
    }
}
