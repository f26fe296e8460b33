package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.network.CardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that reads a model refuses a wrong one with exit code 2 and one message; {@code inspect} stands for them. */
class WrongModelTest {
    private static final int INT64 = 7;

    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void write_a_model() throws IOException {
        model = Toys.model(folder);
    }

    @Test
    void missing() {
        Path missing = folder.resolve("nix.onnx");

        assertRefused(missing, "Model file '" + missing + "' does not exist. Give the path of a model file.");
    }

    @Test
    void a_folder() {
        assertRefused(folder, "'" + folder + "' is no file. Give the path of a model file.");
    }

    @Test
    void empty() throws IOException {
        Files.write(model, new byte[0]);

        assertRefused(model, "Model file '" + model + "' is empty, expected an ONNX model.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.999})
    void cut_off(double kept) throws IOException {
        byte[] whole = Files.readAllBytes(model);
        int length = (int) (kept * whole.length);
        Files.write(model, Arrays.copyOf(whole, length));

        assertRefused(model, "Model file '" + model + "' (" + length + " bytes) is no ONNX model or was cut off: ");
    }

    @Test
    void foreign() throws IOException {
        Files.writeString(model, "%PDF-1.7 is no network at all, whatever its name says");

        assertRefused(model, "Model file '" + model + "' ");
    }

    @Test
    void an_attribute_of_another_type() throws IOException {
        change(graph -> graph.getNodeBuilder(0)
                .clearAttribute()
                .addAttribute(AttributeProto.newBuilder()
                        .setName("kernel_shape")
                        .setType(AttributeProto.AttributeType.FLOATS)
                        .addFloats(3)
                        .addFloats(3)));

        assertRefused(
                model, "Shapes disagree at node 'enc1' (Conv): attribute 'kernel_shape' is a Reals, expected Ints.");
    }

    @Test
    void weights_of_another_type() throws IOException {
        change(graph -> constant(graph, "enc1.weight").setDataType(INT64));

        assertRefused(
                model,
                "Model file '" + model + "' has initializers that cannot be read: 'enc1.weight': INT64 8×3×3×3 takes");
    }

    @Test
    void weights_of_a_type_their_operator_does_not_take() throws IOException {
        change(graph -> {
            TensorProto.Builder weight = constant(graph, "enc1.weight");
            weight.setDataType(INT64).clearRawData().clearFloatData();
            for (int i = 0; i < 8 * 3 * 3 * 3; i++) {
                weight.addInt64Data(i);
            }
        });

        assertRefused(
                model,
                "Model file '" + model + "' has element types that do not fit; export it again: 'enc1' (Conv) reads"
                        + " {input=FLOAT, enc1.weight=INT64}, expected one type\n");
    }

    @Test
    void a_name_that_nothing_produces() throws IOException {
        change(graph -> graph.getNodeBuilder(1).setInput(0, "nowhere"));

        assertRefused(
                model,
                "Model file '" + model + "' cannot be used; export it again. Graph 'toy' is not valid:"
                        + " node 'enc1.relu' (Relu) reads 'nowhere', which nothing produces\n");
    }

    @Test
    void a_cycle() throws IOException {
        change(graph -> graph.getNodeBuilder(0).setInput(0, "joined"));

        assertRefused(
                model,
                "Model file '" + model + "' cannot be used; export it again. Graph 'toy' is not valid:"
                        + " nodes form a cycle: among ['enc1' (Conv), 'enc1.relu' (Relu), ");
    }

    @Test
    void shapes_that_disagree() throws IOException {
        change(graph -> constant(graph, "logits.weight").setDims(0, 1).setDims(1, 32));

        assertRefused(model, "Shapes disagree at node 'logits' (Conv): ");
    }

    @Test
    void weights_that_are_no_numbers() throws IOException {
        change(graph -> {
            TensorProto.Builder weight = constant(graph, "logits.weight").clearRawData();
            for (int i = 0; i < 32; i++) {
                weight.addFloatData(i == 3 ? Float.NaN : 1);
            }
        });

        assertRefused(
                model,
                "Model file '" + model + "' has weights that are no numbers; train or export it again:"
                        + " 'logits.weight' (2×16×1×1): 1 NaN, 0 infinite of 32");
    }

    @Test
    void external_data_outside_its_folder() throws IOException {
        change(graph -> constant(graph, "logits.weight")
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("../../etc/passwd")));

        assertRefused(
                model,
                "Model file '" + model + "' has initializers that cannot be read: 'logits.weight': its external data"
                        + " '../../etc/passwd' is not inside the model's folder");
    }

    @Test
    void a_card_that_disagrees_with_the_graph_with_all_that_is_wrong() throws IOException {
        String wrong = CardFile.format(Toys.card())
                .replace("\"height\" : 16", "\"height\" : 20")
                .replace("\"name\" : \"logits\"", "\"name\" : \"scores\"");
        Files.writeString(CardFile.beside(model), wrong);

        assertRefused(
                model,
                "The card of 'toy' disagrees with its graph; correct the card or the options:\n"
                        + "  - input height: the card says 20, the graph 16\n"
                        + "  - output 'scores' is not among the graph's outputs [logits], nor a tensor inside; near it are"
                        + " [pool, joined, logits]\n");
    }

    @Test
    void a_card_that_is_no_card() throws IOException {
        Files.writeString(CardFile.beside(model), "{\"name\": \"toy\", ");

        assertRefused(model, "Network card '" + CardFile.beside(model) + "' is no JSON: ");
    }

    private void change(Consumer<GraphProto.Builder> change) throws IOException {
        ModelProto.Builder proto = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        change.accept(proto.getGraphBuilder());
        Files.write(model, proto.build().toByteArray());
    }

    private static TensorProto.Builder constant(GraphProto.Builder graph, String name) {
        return graph.getInitializerBuilderList().stream()
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(Path file, String message) {
        CommandRun run = CommandRun.of("inspect", file);

        assertThat(run.err()).startsWith(message).doesNotContain("Internal error", "\tat ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.out()).isEmpty();
    }
}
