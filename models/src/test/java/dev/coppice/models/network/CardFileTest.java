package dev.coppice.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardFileTest {
    private static final NetworkCard CARD = new NetworkCard(
            "net",
            new InputSpec("input", 4, 6, ChannelOrder.BGR, List.of(1.5, 2.0, 3.0), List.of(1.0, 1.0, 2.0)),
            new OutputSpec("logits", OutputKind.LOGITS),
            List.of("sky", "road"));

    @Test
    void reads_what_it_writes() {
        assertThat(CardFile.parse(CardFile.format(CARD), "test")).isEqualTo(CARD);
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
    void says_that_text_is_no_json() {
        assertThatThrownBy(() -> CardFile.parse("nonsense", "n.json"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Network card 'n.json' is no JSON: ");
    }

    @Test
    void says_where_a_missing_card_belongs() {
        assertThatThrownBy(() -> CardFile.read(Path.of("nowhere", "n.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is missing. Put it beside the model");
    }
}
