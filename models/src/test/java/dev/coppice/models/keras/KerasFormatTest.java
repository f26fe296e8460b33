package dev.coppice.models.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.format.FileHead;
import dev.coppice.models.format.ReadOptions;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.KerasRows;
import dev.coppice.models.shape.Shapes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KerasFormatTest {
    private static final KerasRows ROWS = KerasRows.read();

    @TempDir
    private Path folder;

    static List<String> models() {
        return ROWS.models();
    }

    private SourceModel read(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("model"), content);
        return KerasFormat.INSTANCE.read(file, ReadOptions.by(RuntimeShapes.NONE));
    }

    /** An archive with its configuration changed. */
    private static byte[] configured(String row, UnaryOperator<String> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(ROWS.model(row)));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(
                        entry.getName().equals("config.json")
                                ? change.apply(new String(content, StandardCharsets.UTF_8))
                                        .getBytes(StandardCharsets.UTF_8)
                                : content);
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_model_has_the_shapes_that_keras_gives(String name) throws IOException {
        assertThat(KerasFormat.INSTANCE.isOf(FileHead.of(ROWS.model(name)))).isTrue();

        Graph graph = read(ROWS.model(name)).graph();

        Map<String, Shape> inputs = new HashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            TensorInfo input = graph.inputs().get(i);
            inputs.put(
                    input.name(),
                    input.stored().inverse().of(ROWS.inputs(name).get(i).shape()));
        }
        Shapes shapes = Shapes.infer(graph, inputs);
        for (int i = 0; i < graph.outputs().size(); i++) {
            TensorInfo output = graph.outputs().get(i);
            assertThat(output.stored().of(shapes.of(output.name())))
                    .isEqualTo(ROWS.outputs(name).get(i).shape());
        }
    }

    @Test
    void pictures_are_carried_channels_first_without_transposes() throws IOException {
        Graph graph = read(ROWS.model("nested.keras")).graph();

        assertThat(graph.inputs().get(0).stored().isSame()).isFalse();
        assertThat(graph.nodes()).noneMatch(n -> n.is("Transpose"));
        assertThat(graph.outputs()).extracting(TensorInfo::name).containsExactly("conv2d_15", "inner", "sequence");
    }

    @Test
    void layers_that_change_pictures_in_training_are_listed() throws IOException {
        SourceModel model = read(ROWS.model("augmentations.keras"));

        assertThat(model.format()).isEqualTo("Keras");
        assertThat(model.leftOut())
                .singleElement()
                .asString()
                .contains("'random_flip' (RandomFlip)", "RandomTranslation");
    }

    @Test
    void all_layers_that_cannot_be_read_are_named_at_once() throws IOException {
        byte[] model = configured(
                "add-three.keras", json -> json.replace("\"class_name\": \"ReLU\"", "\"class_name\": \"Lambda\"")
                        .replace(
                                "\"module\": \"keras.layers\", \"class_name\": \"Add\"",
                                "\"module\": \"mine\", \"class_name\": \"Add\""));

        assertThatThrownBy(() -> read(model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "(Lambda) holds code", "(Add) is of a class of its own", "export the model to ONNX");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "conv2d.keras | \"padding\": \"valid\" | \"padding\": \"odd\" | has the padding 'odd'",
                "conv2d.keras | \"strides\": [1, 1] | \"strides\": [1, 1, 1] | has strides [1,1,1], expected 2 sizes",
                "conv2d.keras | \"use_bias\": true | \"use_bias\": false | has 2 variables in the file, expected 1",
                "conv2d.keras | \"activation\": \"linear\" | \"activation\": \"mine\" | has the activation 'mine'",
                "conv2d.keras | \"keras_history\": [\"input\" | \"keras_history\": [\"none\" | comes from layer 'none'",
                "conv2d.keras | \"class_name\": \"Functional\" | \"class_name\": \"Mine\" | it is of the class 'Mine'",
                "conv2d.keras | null, 5, 6, 4] | null, 5, 6, -4] | has the size -4",
                "conv2d.keras | \"class_name\": \"Conv2D\" | \"class_name\": \"Conv9D\" | is of a class that Coppice does not read",
                "conv2d.keras | \"output_layers\": [ | \"output_layers\": [1, | expected a layer, a call and a result",
                "batch-norm.keras | \"renorm\": false | \"renorm\": true | has renorm set",
                "upsampling-bilinear.keras | \"bilinear\" | \"bicubic\" | interpolates by 'bicubic'",
                "group-norm.keras | \"groups\": 2 | \"groups\": 3 | has 3 groups of 4 channels",
                "batch-norm-axis-2.keras | \"axis\": 2 | \"axis\": 1 | has a variable of 6, expected 5",
                "permute.keras | \"dims\": [2, 3, 1] | \"dims\": [2, 1] | permutes 2 axes of 3",
                "max-pool-valid.keras | \"valid\" | \"causal\" | has the padding 'causal'",
                "reshape.keras | [10, 12] | [10, 13] | does not fit what it reads",
                "ops-argmax.keras | \"axis\": -1 | \"axis\": null | works on all axes as one",
                "ops-softmax.keras | \"axis\": 1 | \"axis\": null | works on all axes as one",
                "ops-normalize.keras | \"axis\": -1 | \"axis\": null | works on all axes as one",
                "ops-max.keras | \"initial\": null | \"initial\": 0.5 | has initial values or weights",
                "ops-split.keras | \"indices_or_sections\": 2 | \"indices_or_sections\": [3, 1] | splits 4 elements at [3,1]",
                "conv2d.keras | \"name\": \"float32\" | \"name\": \"bfloat16\" | stores its weights as bfloat16",
            })
    void a_setting_that_cannot_be_read_is_refused(String row, String from, String to, String message)
            throws IOException {
        byte[] model = configured(row, json -> {
            assertThat(json).contains(from);
            return json.replace(from, to);
        });

        assertThatThrownBy(() -> read(model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "external-link, a link that is not followed",
        "soft-link, a link that is not followed",
        "external-data, cannot be read",
        "absurd-shape, many times the file",
        "compressed-zeros, many times the file",
        "texts, expected floating-point numbers",
        "no-names, 'has 0 variables in the file, expected 2'"
    })
    void a_hostile_file_is_refused(String name, String message) {
        assertThatThrownBy(() -> read(ROWS.model(name + ".hostile")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_bomb_in_an_archive_is_refused() throws IOException {
        byte[] bomb = configured("conv2d.keras", json -> " ".repeat(40_000_000) + json);

        assertThatThrownBy(() -> read(bomb))
                .hasMessageContaining("its config.json unpacks to more than 33554432 bytes");
    }

    @Test
    void layers_that_call_each_other_without_end_are_refused() throws IOException {
        byte[] model = configured("add-three.keras", json -> {
            int from = json.indexOf("\"inbound_nodes\": [{\"args\"");
            int end = json.indexOf("}]}, {", from);
            String call = json.substring(json.indexOf('{', from), end + 1);
            String calls = (call + ",").repeat(100_000) + call;
            return json.substring(0, from).replace("\"class_name\": \"ReLU\"", "\"class_name\": \"Dropout\"")
                    + "\"inbound_nodes\": ["
                    + calls
                    + json.substring(end + 1);
        });

        assertThatThrownBy(() -> read(model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("its layers are called more than 100000 times");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1, 2] | 5 8 9 7", "[[1, 2]] | 5 8 9 7", "1 | 4 7 8 6"})
    void one_amount_pads_all_axes(String amounts, String sizes) throws IOException {
        byte[] model = configured("ops-pad.keras", json -> json.replace("[[0, 0], [1, 1], [2, 0], [0, 0]]", amounts));

        Graph graph = read(model).graph();

        TensorInfo input = graph.inputs().get(0);
        Shape given = input.stored().inverse().of(Shape.of(2, 5, 6, 4));
        TensorInfo output = graph.outputs().get(0);
        Shape padded = Shapes.infer(graph, Map.of(input.name(), given)).of(output.name());
        assertThat(output.stored().of(padded).sizes())
                .isEqualTo(Stream.of(sizes.split(" ", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void a_file_of_keras_1_is_refused() throws IOException {
        String bytes = new String(ROWS.model("conv2d.keras2.h5"), StandardCharsets.ISO_8859_1);
        byte[] numbered = bytes.replace("2.15.0", "1.15.0").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(numbered))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Keras 1 wrote it");
    }

    @Test
    void an_axis_whose_size_is_open_is_not_split() throws IOException {
        byte[] model = configured("ops-split.keras", json -> json.replaceAll(
                        "\"batch_shape\": \\[null, \\d+, \\d+", "\"batch_shape\": [null, null, null")
                .replaceAll("\"axis\": -?\\d+", "\"axis\": 1"));

        assertThatThrownBy(() -> read(model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("splits axis 1, whose size the model leaves open");
    }

    @Test
    void weights_that_are_no_numbers_are_refused() throws IOException {
        byte[] model = ROWS.model("conv2d.h5");
        Graph graph = read(model).graph();
        float weight = graph.constants().values().stream()
                .filter(tensor -> tensor.shape().rank() == 4)
                .findFirst()
                .orElseThrow()
                .toFloats()[0];
        ByteBuffer bytes = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Float.BYTES <= model.length; at++) {
            if (bytes.getFloat(at) == weight) {
                bytes.putFloat(at, Float.NaN);
            }
        }

        assertThatThrownBy(() -> read(model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has weights that are no numbers; train or export it again: 'conv2d")
                .hasMessageContaining("1 NaN, 0 infinite");
    }

    @Test
    void an_archive_without_weights_is_refused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("config.json"));
            out.write("{}".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("metadata.json"));
        }

        assertThatThrownBy(() -> read(bytes.toByteArray())).hasMessageContaining("it has no model.weights.h5");
    }
}
