package dev.coppice.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputSizeTest {
    private static final InputSize WINDOW = new InputSize(96, 128);

    @Test
    void a_network_at_its_own_size_is_the_same_object() {
        Network network = Zoo.street();

        assertThat(InputSize.of(network).apply(network)).isSameAs(network);
    }

    @Test
    void a_convolutional_network_gives_a_map_of_the_window() {
        Network sized = WINDOW.apply(Zoo.street());

        assertThat(sized.inputShape(2)).isEqualTo(Shape.of(2, 3, 96, 128));
        assertThat(sized.shapes(2).of("logits")).isEqualTo(Shape.of(2, 8, 96, 128));
    }

    @Test
    void a_map_whose_size_is_a_constant_is_named() {
        assertThatThrownBy(() -> WINDOW.apply(resized(Zoo.street())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Network 'street' takes no window of 96×128 (height×width): its tensor 'large' is"
                                + " 1×8×192×256 for a whole picture and 1×8×192×256 for the window. Measure it on whole pictures.");
    }

    /** The network with its logits resized to 192×256, whatever their size. */
    private static Network resized(Network network) {
        Graph graph = network.graph();
        Node last = graph.producer("logits").orElseThrow();
        Attributes linear = Attributes.NONE.with("mode", "linear");
        Node small =
                Node.of(last.op(), "small", last.attributes(), last.inputs().toArray(new String[0]));
        return network.with(GraphRewriter.apply(
                graph,
                List.of(
                        new GraphEdit.PutConstant("to", Tensor.vector(1, 8, 192, 256)),
                        new GraphEdit.ReplaceNode(
                                last.name(),
                                List.of(
                                        small,
                                        Node.of("Resize", "large", linear, "small", "", "", "to"),
                                        Node.of("Identity", "logits", Attributes.NONE, "large"))))));
    }
}
