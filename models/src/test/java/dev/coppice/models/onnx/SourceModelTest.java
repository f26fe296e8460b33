package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.FLOAT;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.Messages;
import dev.coppice.models.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceModelTest {
    private static SourceModel relu(long... image) {
        return of(GraphProto.newBuilder()
                .setName("net")
                .addInput(info("x", FLOAT, image))
                .addOutput(info("y", FLOAT))
                .addNode(node("Relu", "y", "x")));
    }

    private static SourceModel of(GraphProto.Builder graph) {
        Graph read = OnnxReader.parse(model(18, graph), "m");
        return SourceModel.of(Path.of("m.onnx"), OnnxFormat.INSTANCE, read, List.of());
    }

    private static Optional<List<Integer>> size(Integer... sizes) {
        return Optional.of(List.of(sizes));
    }

    @Test
    void without_a_card_it_says_where_one_belongs() {
        assertThatThrownBy(() -> relu(-1, 3, 8, 8).network())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Model 'm.onnx' has no network card: neither a file 'm.json' nor metadata 'coppice.card' in"
                        + " the model. Put a card there that says input size, normalisation, output and classes: see"
                        + " docs/cards.md.");
    }

    @Test
    void a_card_given_afterwards_makes_it_a_network() {
        SourceModel model = relu(-1, 3, 8, 8).withCard(Cards.logits("x", 8, 8, "y", "a", "b", "c"));

        Network network = model.network();

        assertThat(network.card().classes()).containsExactly("a", "b", "c");
        assertThat(network.graph().hash()).isEqualTo(model.graph().hash());
        assertThat(model.network(Shape.of(1, 3, 4, 4)).card()).isEqualTo(network.card());
    }

    @Test
    void without_a_card_the_size_of_the_input_is_enough_to_cut() {
        Network network = relu(-1, 3, -1, -1).network(Shape.of(1, 3, 6, 10));

        assertThat(network.card().isKnown()).isFalse();
        assertThat(network.card().name()).as("of the file").isEqualTo("m");
        assertThat(network.card().input().name()).isEqualTo("x");
        assertThat(network.card().output().name()).isEqualTo("y");
        assertThat(network.inputShape(2)).isEqualTo(Shape.of(2, 3, 6, 10));
    }

    @Test
    void a_card_that_fits_images_with_channels_last_alone_has_them_read_so() {
        SourceModel model = relu(-1, 3, 10, 3);

        SourceModel fitted = model.withCard(Cards.logits("x", 3, 10, "y", "a", "b", "c"));

        assertThat(fitted.graph().inputs()).hasToString("[x FLOAT N×3×3×10 (axes [0, 2, 3, 1] in the file)]");
        assertThat(fitted.graph().hash())
                .isEqualTo(model.in(ImageHint.of(ImageLayout.NHWC)).graph().hash());
        assertThat(model.in(ImageHint.of(ImageLayout.NCHW)).graph()).isSameAs(model.graph());
    }

    /** The exporter's name of the graph says nothing to people. */
    @Test
    void without_a_card_messages_name_the_file() {
        assertThatThrownBy(() -> relu(-1, 3, 8, 8).fixing(Map.of("other", 1.0)))
                .hasMessageStartingWith("Inputs of network 'm' cannot be fixed:");
    }

    /** Any number of channels, and open sizes. */
    @ParameterizedTest
    @CsvSource({"3, 48, 64", "12, 48, 64", "3, -1, -1", "12, -1, -1"})
    void a_layout_that_is_not_the_files_is_refused(int channels, int height, int width) {
        SourceModel model = of(GraphProto.newBuilder()
                .setName("main_graph")
                .addInput(info("x", FLOAT, -1, channels, height, width))
                .addInitializer(Messages.floats("w", Messages.dims(1, channels, 1, 1), new float[channels]))
                .addOutput(info("y", FLOAT))
                .addNode(node("Conv", "y", "x", "w")));

        assertThatThrownBy(() -> model.in(ImageHint.of(ImageLayout.NHWC).sized(List.of(48, 64))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(
                        "Images of network 'm' are said to be N×H×W×C, and its operators read its inputs [")
                .hasMessageEndingWith("] as N×C×H×W. Leave out layout, or correct the layout in the card.");
    }

    @Test
    void an_open_batch_is_one_image_and_a_fixed_one_stays() {
        assertThat(relu(-1, 3, 8, 6).image(Optional.empty())).isEqualTo(Shape.of(1, 3, 8, 6));
        assertThat(relu(4, 3, 8, 6).image(Optional.empty())).isEqualTo(Shape.of(4, 3, 8, 6));
    }

    @Test
    void a_given_size_fills_the_axes_of_space() {
        assertThat(relu(-1, 3, -1, -1).image(size(10, 12))).isEqualTo(Shape.of(1, 3, 10, 12));
        assertThat(relu(-1, 2, -1).image(size(99))).isEqualTo(Shape.of(1, 2, 99));
        assertThat(relu(-1, 1, -1, -1, -1).image(size(4, 5, 6))).isEqualTo(Shape.of(1, 1, 4, 5, 6));
    }

    @Test
    void a_size_says_nothing_of_an_input_that_is_no_image() {
        assertThat(relu(-1, 7).image(size(10, 12))).isEqualTo(Shape.of(1, 7));
    }

    @Test
    void a_size_for_other_axes_is_refused() {
        assertThatThrownBy(() -> relu(-1, 3, -1, -1).image(size(4, 5, 6)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Model 'm.onnx' has 2 space axes behind batch and channels: x FLOAT N×3×N×N. size 4x5x6"
                        + " gives the size of 3.");
    }

    @Test
    void a_size_that_the_graph_fixes_otherwise_is_refused() {
        assertThat(relu(-1, 3, 8, -1).image(size(8, 12))).isEqualTo(Shape.of(1, 3, 8, 12));
        assertThatThrownBy(() -> relu(-1, 3, 8, -1).image(size(10, 12)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Model 'm.onnx' fixes the size of its input: x FLOAT N×3×8×N. size 10x12 gives another. Leave"
                                + " it out, or export the model with open sizes.");
    }

    @Test
    void a_size_that_stays_open_is_refused() {
        assertThatThrownBy(() -> relu(-1, 3, -1, 8).image(Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Model 'm.onnx' leaves the size of its input open: x FLOAT N×3×N×8. Give it with size, or a"
                        + " card with card.");
        assertThatThrownBy(() -> relu(-1, -1, 8, 8).image(size(8, 8)))
                .hasMessageStartingWith("Model 'm.onnx' leaves the size of its input open: x FLOAT N×N×8×8. ");
        assertThatThrownBy(() -> relu(-1, -1).image(size(8, 8)))
                .hasMessage("Model 'm.onnx' leaves the size of its input open: x FLOAT N×N. It is no image, so size"
                        + " says nothing of it: export the model with fixed sizes.");
    }

    @Test
    void a_model_without_inputs_has_no_image() {
        SourceModel model = of(GraphProto.newBuilder()
                .setName("net")
                .addInitializer(Messages.floats("c", Messages.dims(2), 1, 2))
                .addOutput(info("y", FLOAT))
                .addNode(node("RandomNormalLike", "y", "c")));

        assertThatThrownBy(() -> model.image(Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Model 'm.onnx' has no input. Export it with one.");
    }

    @Test
    void the_image_is_the_input_of_four_axes() {
        SourceModel model = of(GraphProto.newBuilder()
                .setName("net")
                .addInput(info("t", FLOAT, 1, 3, 1))
                .addInput(info("x", FLOAT, -1, 3, 8, 8))
                .addOutput(info("y", FLOAT))
                .addNode(node("Add", "y", "t", "x")));

        assertThat(model.image(Optional.empty())).isEqualTo(Shape.of(1, 3, 8, 8));
    }

    @Test
    void sentences_on_what_was_left_out_do_not_change_later() {
        SourceModel model = relu(-1, 3, 8, 8);
        List<String> sentences = new ArrayList<>(List.of("a"));
        SourceModel copy = SourceModel.of(model.file(), OnnxFormat.INSTANCE, model.graph(), sentences);

        sentences.add("b");

        assertThat(copy.leftOut()).containsExactly("a");
    }
}
