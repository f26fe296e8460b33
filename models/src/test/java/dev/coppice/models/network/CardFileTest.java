package dev.coppice.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardFileTest {
    private static final NetworkCard CARD = new NetworkCard(
            "net",
            new InputSpec("input", List.of(4, 6), ChannelOrder.BGR, List.of(1.5, 2.0, 3.0), List.of(1.0, 1.0, 2.0)),
            new OutputSpec("logits", OutputKind.LOGITS),
            List.of("sky", "road"));

    @Test
    void reads_what_it_writes() {
        assertThat(CardFile.parse(CardFile.format(CARD), "test")).isEqualTo(CARD);
    }

    @ParameterizedTest(name = "{0} is written as {1}")
    @CsvSource(
            delimiter = '|',
            value = {"64 | \"length\" : 64,", "16x64x96 | \"depth\" : 16, \"height\" : 64, \"width\" : 96,"})
    void signals_and_volumes_have_a_size_along_each_axis(String size, String written) {
        List<Integer> sizes =
                Arrays.stream(size.split("x")).map(Integer::valueOf).toList();
        InputSpec in = CARD.input();
        InputSpec input = new InputSpec(in.name(), sizes, in.order(), in.mean(), in.std());
        NetworkCard card = new NetworkCard("net", input, CARD.output(), CARD.classes());

        assertThat(CardFile.format(card).replaceAll("\\s+", " ")).contains(written);
        assertThat(CardFile.parse(CardFile.format(card), "test")).isEqualTo(card);
        assertThatThrownBy(card::requirePictures)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "Network 'net' reads 1×3×" + size.replace('x', '×') + ", and this is for pictures");
    }

    @Test
    void stands_beside_the_model() {
        assertThat(CardFile.beside(Path.of("models", "net.v2.onnx"))).isEqualTo(Path.of("models", "net.v2.json"));
    }

    @Test
    void lists_every_fault() {
        String json = """
                {"name": "n", "input": {"name": "x", "height": -3, "width": 6, "order": "GRB",
                 "mean": [0, 0, 0], "std": [1, 0]}, "output": {"name": "y", "kind": "logits"}, "classes": ["a"]}""";

        assertThatThrownBy(() -> CardFile.parse(json, "n.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Network card 'n.json' is not valid:\n"
                        + "  - input.order is 'GRB', expected RGB or BGR\n"
                        + "  - input.height is -3, expected a whole number from 1 to 65536\n"
                        + "  - input.mean and input.std have 3 and 2 entries, expected as many as channels\n"
                        + "  - input.std has an entry that is not above 0\n"
                        + "  - classes has 1 names, expected at least 2");
    }

    @Test
    void names_are_texts() {
        String json = """
                {"name": "n", "input": {"name": null, "height": 3, "width": 6, "order": "RGB",
                 "mean": [0, 0, 0], "std": [1, 1, 1]}, "output": {"kind": "logits"}, "classes": ["a", 2]}""";

        assertThatThrownBy(() -> CardFile.parse(json, "n.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("input.name is missing or not text")
                .hasMessageContaining("output.name is missing or not text")
                .hasMessageContaining("classes has 2, expected names");
    }

    @Test
    void says_that_text_is_no_json() {
        assertThatThrownBy(() -> CardFile.parse("nonsense", "n.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Network card 'n.json' is no JSON: ");
    }

    @Test
    void a_folder_in_place_of_a_card_cannot_be_read(@TempDir Path folder) {
        assertThatThrownBy(() -> CardFile.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Network card '" + folder + "' cannot be read: ");
    }

    @Test
    void the_shape_of_an_input_follows_from_its_sizes_and_mean() throws IOException {
        String json = """
                {"mean": [1, 2, 3], "depth": 4, "height": 5, "width": 6}""";

        assertThat(CardFile.inputShape(new ObjectMapper().readTree(json), 2)).isEqualTo(Shape.of(2, 3, 4, 5, 6));
    }

    @Test
    void the_hash_differs_where_results_may_differ() {
        InputSpec in = CARD.input();
        InputSpec shifted = new InputSpec(in.name(), in.sizes(), in.order(), List.of(1.5, 2.0, 3.5), in.std());
        NetworkCard other = new NetworkCard("net", shifted, CARD.output(), CARD.classes());

        assertThat(CardFile.hash(CARD)).hasSize(64).isEqualTo(CardFile.hash(CardFile.parse(CardFile.format(CARD), "")));
        assertThat(CardFile.hash(other)).isNotEqualTo(CardFile.hash(CARD));
    }

    @Test
    void says_where_a_missing_card_belongs() {
        assertThatThrownBy(() -> CardFile.read(Path.of("nowhere", "n.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is missing. Put it beside the model");
    }

    @Test
    void normalisation_in_units_of_0_to_1_is_refused_with_the_values_meant() {
        assertThatThrownBy(() -> CardFile.parse(card("0.485, 0.456, 0.406", "0.229, 0.224, 0.225", ""), "n.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Network card 'n.json' is not valid: input.mean and std are those of pixels in 0…1, but pixels"
                                + " are taken in 0…255: give mean 123.675,116.28,103.53 and std 58.395,57.12,57.375, or say"
                                + " \"pixels\": \"0..1\" in the card's input; if the values are meant as they are,"
                                + " \"pixels\": \"0..255\" in the card's input");
    }

    @Test
    void arrays_of_more_bands_than_pictures_have_are_taken_as_they_are() {
        assertThat(PixelRange.looksLikeUnits(List.of(0.0, 0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0, 1.0)))
                .isTrue();
        assertThat(PixelRange.looksLikeUnits(List.of(0.0, 0.0, 0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0, 1.0, 1.0)))
                .isFalse();
    }

    @Test
    void a_card_that_says_pixels_are_0_to_1_is_taken_at_its_word() {
        NetworkCard card =
                CardFile.parse(card("0.485, 0.456, 0.406", "0.229, 0.224, 0.225", ", \"pixels\": \"0..1\""), "n.json");

        assertThat(card.input().mean()).containsExactly(123.675, 116.28, 103.53);
        assertThat(card.input().std()).containsExactly(58.395, 57.12, 57.375);
        assertThat(CardFile.format(card)).doesNotContain("pixels");
    }

    @Test
    void raw_pixels_are_raw_where_the_card_says_so_and_stay_so() {
        NetworkCard card = CardFile.parse(card("0, 0, 0", "1, 1, 1", ", \"pixels\": \"0..255\""), "n.json");

        assertThat(card.input().std()).containsExactly(1.0, 1.0, 1.0);
        assertThat(CardFile.parse(CardFile.format(card), "again")).isEqualTo(card);
    }

    @Test
    void a_range_that_nobody_knows_is_refused() {
        assertThatThrownBy(() -> CardFile.parse(card("128, 128, 128", "64, 64, 64", ", \"pixels\": \"-1..1\""), "n"))
                .hasMessageContaining("input.pixels is \"-1..1\", expected \"0..255\" or \"0..1\"");
    }

    private static String card(String mean, String std, String more) {
        return "{\"name\": \"n\", \"input\": {\"name\": \"x\", \"height\": 4, \"width\": 6, \"order\": \"RGB\", \"mean\": ["
                + mean + "], \"std\": [" + std + "]" + more
                + "}, \"output\": {\"name\": \"y\", \"kind\": \"logits\"}, \"classes\": [\"a\", \"b\"]}";
    }
}
