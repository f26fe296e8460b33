package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.longs;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.modelOf;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Messages;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxReaderTest {
    private static final String CARD = """
        {"name": "m", "input": {"name": "x", "height": 8, "width": 8, "order": "RGB",
         "mean": [0, 0, 0], "std": [1, 1, 1], "pixels": "0..255"}, "output": {"name": "y", "kind": "logits"}, "classes": ["a", "b", "c"]}
        """;

    @TempDir
    Path folder;

    @Test
    void keeps_open_axes_by_name() {
        Graph graph = OnnxReader.parse(model(18, graph(node("Relu", "y", "x"))), "m");

        assertThat(graph.inputs()).hasToString("[x FLOAT N×3×8×8]");
    }

    @Test
    void gives_nodes_without_a_name_one_and_makes_names_unique() {
        GraphProto.Builder messages = graph(
                node("Relu", "a", "x").clearName(),
                node("Relu", "b", "a").setName("same"),
                node("Relu", "y", "b").setName("same"));

        assertThat(OnnxReader.parse(model(18, messages), "m").nodes())
                .extracting(Node::name)
                .containsExactly("a", "same", "same_2");
    }

    @Test
    void of_two_constants_of_one_name_the_later_one_counts() {
        GraphProto.Builder messages = graph(node("Add", "y", "x", "w"))
                .addInitializer(floats("w", dims(1), 1))
                .addInitializer(floats("w", dims(1), 2));

        Graph graph = OnnxReader.parse(model(18, messages), "m");

        assertThat(graph.constant("w").orElseThrow().toFloats()).containsExactly(2);
        assertThat(LiveParts.of(messages.build()).leftOut())
                .containsExactly("constant 'w' is given twice; the later one is read, as ONNX Runtime does");
    }

    @Test
    void writes_out_the_zeros_of_sparse_constants() {
        GraphProto.Builder messages = graph(node("Add", "y", "x", "w"))
                .addSparseInitializer(SparseTensorProto.newBuilder()
                        .setValues(floats("w", dims(2), 5, 6))
                        .setIndices(
                                longs("at", 0, 1, 1, 2).clearDims().addDims(2).addDims(2))
                        .addDims(8)
                        .addDims(8));

        float[] values = OnnxReader.parse(model(18, messages), "m")
                .constant("w")
                .orElseThrow()
                .toFloats();

        assertThat(values).hasSize(64);
        assertThat(values[1]).isEqualTo(5);
        assertThat(values[10]).isEqualTo(6);
    }

    @Test
    void takes_initializers_out_of_the_inputs() {
        GraphProto.Builder messages = graph(node("Add", "y", "x", "w"))
                .addInput(info("w", Messages.FLOAT, 1))
                .addInitializer(floats("w", dims(1), 2));

        Graph graph = OnnxReader.parse(model(8, messages), "m");

        assertThat(graph.inputs()).hasSize(1);
        assertThat(graph.constants()).containsKey("w");
    }

    @Test
    void judges_no_types_behind_an_operator_that_is_not_read_so_that_it_is_named_itself() {
        GraphProto.Builder messages = graph(
                        node("Fancy", "g", "x", "w", "r"),
                        node("Reshape", "flat", "g", "to"),
                        node("Mul", "y", "x", "flat"))
                .addInitializer(floats("w", dims(1), 2))
                .addInitializer(floats("r", dims(1), 2))
                .addInitializer(longs("to", -1));

        Graph graph = OnnxReader.parse(model(18, messages), "m");

        assertThatThrownBy(() -> Shapes.infer(graph, Map.of("x", Shape.of(1, 3, 8, 8))))
                .hasMessageContaining("Node 'g' (Fancy): Coppice does not read operator 'Fancy'");
    }

    @Test
    void orders_nodes_that_are_not() {
        Graph graph = OnnxReader.parse(model(18, graph(node("Relu", "y", "a"), node("Tanh", "a", "x"))), "m");

        assertThat(graph.nodes()).extracting(Node::op).containsExactly("Tanh", "Relu");
    }

    @Test
    void folds_constant_expressions_and_takes_identities_away() {
        GraphProto.Builder messages = graph(
                        node("Unsqueeze", "slopes", "w", "axes"),
                        node("Identity", "same", "slopes"),
                        node("PRelu", "a", "x", "same"),
                        node("Dropout", "b", "a"),
                        node("Identity", "y", "b"))
                .addInitializer(floats("w", dims(3), 1, 2, 3))
                .addInitializer(longs("axes", 1, 2));

        Graph graph = OnnxReader.parse(model(13, messages), "m");

        assertThat(graph.nodes()).hasToString("['a' (PRelu)]");
        assertThat(graph.nodes().get(0).output()).isEqualTo("y");
        assertThat(graph.constants()).containsValue(Tensor.floats(Shape.of(3, 1, 1), 1, 2, 3));
    }

    @Test
    void keeps_an_identity_between_input_and_output() {
        Graph graph = OnnxReader.parse(model(18, graph(node("Identity", "y", "x"))), "m");

        assertThat(graph.nodes()).hasToString("['y' (Identity)]");
    }

    @Test
    void folds_sizes_and_leaves_the_batch_open() {
        GraphProto.Builder messages = graph(
                        node("Shape", "s", "x"),
                        node("Gather", "n", "s", "zero"),
                        node("Concat", "target", "n", "rest").addAttribute(Messages.integer("axis", 0)),
                        node("Reshape", "y", "x", "target"))
                .addInitializer(longs("zero", 0))
                .addInitializer(longs("rest", 3, 64));

        Graph graph = OnnxReader.parse(model(13, messages), "m");

        assertThat(graph.nodes()).hasToString("['y' (Reshape)]");
        assertThat(graph.constants()).containsEntry("y_target", Tensor.vector(0, 3, 64));
    }

    @Test
    void writes_automatic_padding_as_numbers() {
        GraphProto.Builder messages = graph(node("Conv", "y", "x", "w")
                        .addAttribute(Messages.text("auto_pad", "SAME_LOWER"))
                        .addAttribute(Messages.ints("dilations", 3, 1)))
                .addInitializer(floats("w", dims(1, 3, 2, 2), new float[12]));

        Graph graph = OnnxReader.parse(model(13, messages), "m");

        assertThat(graph.nodes().get(0).attributes().integers("pads")).containsExactly(2, 1, 1, 0);
        assertThat(graph.nodes().get(0).attributes().has("auto_pad")).isFalse();
    }

    @Test
    void takes_the_card_beside_the_file_before_the_one_inside() throws IOException {
        Path file = folder.resolve("m.onnx");
        Files.write(
                file,
                modelOf(18, graph(node("Relu", "y", "x")))
                        .addMetadataProps(StringStringEntryProto.newBuilder()
                                .setKey("coppice.card")
                                .setValue(CARD.replace("\"m\"", "\"inside\"")))
                        .build()
                        .toByteArray());

        Network inside = OnnxReader.readNetwork(file);
        Files.writeString(folder.resolve("m.json"), CARD);
        Network beside = OnnxReader.readNetwork(file);

        assertThat(inside.card().name()).isEqualTo("inside");
        assertThat(beside.card().name()).isEqualTo("m");
    }

    @Test
    void says_where_a_missing_card_belongs() throws IOException {
        Path file = folder.resolve("m.onnx");
        Files.write(file, model(18, graph(node("Relu", "y", "x"))));

        assertThatThrownBy(() -> OnnxReader.readNetwork(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Model '" + file + "' has no network card: neither a file '"
                        + folder.resolve("m.json") + "' nor metadata 'coppice.card' in the model.");
    }

    @Test
    void names_a_missing_file_and_a_folder() {
        Path missing = folder.resolve("missing.onnx");

        assertThatThrownBy(() -> OnnxReader.read(missing))
                .hasMessage("Model file '" + missing + "' does not exist. Give the path of a model file.");
        assertThatThrownBy(() -> OnnxReader.read(folder))
                .hasMessage("'" + folder + "' is no file. Give the path of a model file.");
    }

    @Test
    void reports_a_card_that_disagrees() throws IOException {
        Path file = folder.resolve("m.onnx");
        Files.write(file, model(18, graph(node("Relu", "y", "x"))));
        Files.writeString(folder.resolve("m.json"), CARD.replace("\"height\": 8", "\"height\": 9"));

        assertThatThrownBy(() -> OnnxReader.readNetwork(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("input height: the card says 9, the graph 8");
    }
}
