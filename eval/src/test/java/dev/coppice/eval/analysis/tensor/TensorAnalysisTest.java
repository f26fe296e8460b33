package dev.coppice.eval.analysis.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coppice.compress.spectral.BandShape;
import dev.coppice.compress.spectral.SpectralBasis;
import dev.coppice.compress.spectral.TensorSpectra;
import dev.coppice.eval.flow.TinyStreets;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorAnalysisTest {
    private static final TensorAnalysis.Waves WAVES = new TensorAnalysis.Waves(SpectralBasis.DCT, BandShape.SQUARE);

    /** Rounding between two engines in single precision, relative to the energy. */
    private static final double SINGLE = 1e-4;

    private final Network network = TinyStreets.network("road", "sky");

    private TensorAnalysis analysis(int images) {
        return new TensorAnalysis(network, TinyStreets.usual(), "val", images, WAVES);
    }

    private TensorSection section(String... tensors) {
        return analysis(3).run(TensorChoice.named(network, List.of(tensors)), Progress.SILENT, new Cancellation());
    }

    @Test
    void the_usual_tensors_of_a_unet_are_where_its_grid_changes() {
        TensorChoice choice = TensorChoice.usual(Zoo.street());

        assertThat(choice.chosen()).hasSizeLessThanOrEqualTo(TensorChoice.MOST);
        assertThat(choice.leftOut()).isEmpty();
        assertThat(choice.chosen()).extracting(TensorChoice.Chosen::reason).anyMatch(r -> r.startsWith("read by"));
        // three skips and the input of the first upsampling
        assertThat(choice.chosen())
                .filteredOn(c -> c.reason().startsWith("enters the decoder"))
                .hasSize(4);
        assertThat(choice.chosen().get(choice.chosen().size() - 1).reason()).isEqualTo("the output");
    }

    @Test
    void all_means_every_map_and_named_ones_come_in_graph_order() {
        assertThat(TensorChoice.all(network).chosen())
                .extracting(TensorChoice.Chosen::tensor)
                .containsExactly("x", "hidden", "relu", "y");
        assertThat(TensorChoice.named(network, List.of("y", "x")).chosen())
                .extracting(TensorChoice.Chosen::tensor)
                .containsExactly("x", "y");
    }

    @Test
    void names_that_do_not_exist_are_told_at_once_with_near_ones() {
        assertThatThrownBy(() -> TensorChoice.named(network, List.of("hiden", "w1", "y", "rely")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'hiden' does not exist; near it are [hidden")
                .hasMessageContaining("'w1' is no computed map but 8×3×1×1")
                .hasMessageContaining("'rely' does not exist; near it are [relu");
    }

    /** The output is linear in relu: Σ g x at relu equals that at y without the bias, over all pixels. */
    @Test
    void the_score_of_all_bands_is_that_of_the_whole_tensor() {
        TensorSection section = section("hidden", "relu");

        assertThat(section.withoutGradients()).isEmpty();
        assertThat(section.images()).isEqualTo(3);
        double hidden = section.tensors().get(0).spectrum().taylorOfBands().total();
        double relu = section.tensors().get(1).spectrum().taylorOfBands().total();
        // max(0, x) is homogeneous: x ∂L/∂x is the same before and after it
        assertThat(hidden).isCloseTo(relu, within(SINGLE * Math.abs(relu)));
        assertThat(relu).isNotZero();
    }

    @Test
    void without_gradients_onnx_runtime_gives_the_same_features() {
        TensorSection section = section("x", "relu");
        Map<String, TensorSpectra> spectra = new LinkedHashMap<>();
        section.tensors()
                .forEach(e -> spectra.put(e.name(), new TensorSpectra(e.shape(), SpectralBasis.DCT, BandShape.SQUARE)));
        List<String> names = List.of("a", "b", "c");

        analysis(3).forward(new TensorAnalysis.Pictures(names, Progress.SILENT, new Cancellation()), spectra);

        List<String> same = analysis(3).data().names("val").subList(0, 3);
        assertThat(same).isEqualTo(names);
        for (TensorSection.Entry entry : section.tensors()) {
            double[] expected = entry.spectrum().feature().toArray();
            double total = entry.spectrum().feature().total();
            assertThat(Objects.requireNonNull(spectra.get(entry.name()))
                            .spectrum()
                            .feature()
                            .toArray())
                    .containsExactly(expected, within(SINGLE * total));
        }
    }

    @Test
    void a_section_without_gradients_says_why_everywhere(@TempDir Path folder) {
        TensorSection with = section("x", "relu");
        TensorSection section =
                new TensorSection(3, with.tensors(), List.of("other"), Optional.of("no build\nfor this platform"));

        section.draw(folder);

        assertThat(String.join("\n", section.markdown()))
                .contains("There are no gradients: no build; for this platform")
                .contains("Left out, as there are too many: other")
                .doesNotContain("ΔL");
        assertThat(section.json().get("withoutGradients").asText()).contains("no build");
        assertThat(section.summary()).contains("no gradients: no build");
        assertThat(folder.resolve(TensorSection.PICTURE)).exists();
    }

    @Test
    void the_json_has_every_number_and_the_page_every_tensor(@TempDir Path folder) throws java.io.IOException {
        TensorSection section = section("x", "y");

        ObjectNode json = section.json();
        section.draw(folder);

        assertThat(section.id()).isEqualTo("tensors");
        JsonNode y = json.get("tensors").get(1);
        assertThat(y.get("name").asText()).isEqualTo("y");
        assertThat(y.get("frequency")).hasSize(TinyStreets.SIZE + 1);
        assertThat(y.get("taylorOfChannels")).hasSize(2);
        double sum = 0;
        for (JsonNode figure : y.get("taylor")) {
            sum += figure.asDouble();
        }
        assertThat(sum)
                .isCloseTo(section.tensors().get(1).spectrum().taylorOfBands().total(), within(1e-12));
        assertThat(section.markdown()).anyMatch(line -> line.startsWith("| y | 1×2×8×8 |"));
        assertThat(Files.size(folder.resolve(TensorSection.PICTURE))).isPositive();
    }

    @Test
    void octaves_end_at_powers_of_two_and_leave_nothing_out() {
        TensorSection section = section("x");
        TensorSection.Entry entry = section.tensors().get(0);

        assertThat(section.octaves()).startsWith(0, 1, 2, 4);
        assertThat(entry.byOctave(entry.spectrum().feature(), section.octaves()).stream()
                        .mapToDouble(v -> v)
                        .sum())
                .isCloseTo(entry.spectrum().feature().total(), within(1e-9));
    }
}
