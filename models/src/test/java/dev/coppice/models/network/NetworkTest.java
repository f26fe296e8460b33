package dev.coppice.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.cost.Cost;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Graph GRAPH = new Graph(
            "g",
            List.of(new TensorInfo(
                    "x",
                    ElementType.FLOAT,
                    List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(8), Dimension.open("W")))),
            List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
            List.of(Node.of("Conv", "y", Attributes.NONE, "x", "w", "b")),
            Map.of("w", Tensor.floats(Shape.of(2, 3, 1, 1), new float[6]), "b", Tensor.floats(Shape.of(2), 0, 0)));

    private static NetworkCard card(String input, int height, List<Double> perChannel, String... classes) {
        return new NetworkCard(
                "net",
                new InputSpec(input, List.of(height, 5), ChannelOrder.RGB, perChannel, perChannel),
                new OutputSpec("y", OutputKind.LOGITS),
                List.of(classes));
    }

    @Test
    void counts_its_cost_at_the_size_of_the_card() {
        Network network = new Network(GRAPH, card("x", 8, List.of(1.0, 1.0, 1.0), "a", "b"));

        assertThat(Cost.of(network)).isEqualTo(new Cost(2 * 3 * 8 * 5, 8, 2 * 8 * 5 * 4));
    }

    @Test
    void lists_every_disagreement_of_card_and_graph() {
        assertThatThrownBy(() -> new Network(GRAPH, card("x", 9, List.of(1.0), "a", "b")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The card of 'net' disagrees with its graph; correct the card or the options:\n"
                        + "  - input channels (entries of mean): the card says 1, the graph 3\n"
                        + "  - input height: the card says 9, the graph 8");
    }

    @Test
    void says_how_many_channels_the_classes_take() {
        assertThatThrownBy(() -> new Network(GRAPH, card("x", 8, List.of(1.0, 1.0, 1.0), "a", "b", "c")))
                .hasMessage("The card of 'net' disagrees with its graph; correct the card or the options: output 'y' is"
                        + " 1×2×8×5, expected 3 channels for 3 classes as logits");
    }

    @Test
    void says_which_inputs_there_are() {
        assertThatThrownBy(() -> new Network(GRAPH, card("image", 8, List.of(1.0, 1.0, 1.0), "a", "b")))
                .hasMessageContaining("input 'image' is not among the graph's inputs [x]");
    }
}
