package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalDataTest {
    @TempDir
    Path root;

    private Path folder;

    /** The numbers 1 2 3 4 5 6 in {@code model/weights.bin}, and a secret outside the model's folder. */
    @BeforeEach
    void write_weights() throws IOException {
        folder = Files.createDirectories(root.resolve("model"));
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i <= 6; i++) {
            bytes.putFloat(i);
        }
        Files.write(folder.resolve("weights.bin"), bytes.array());
        Files.write(root.resolve("secret.bin"), bytes.array());
    }

    @Test
    void is_read_from_the_offset_on() throws IOException {
        Path model = write("weights.bin", "8", "12");

        assertThat(OnnxReader.read(model).constants()).containsEntry("w", Tensor.floats(Shape.of(1, 3, 1, 1), 3, 4, 5));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "../secret.bin, 0, 12, is not inside the model's folder",
                "sub/../../secret.bin, 0, 12, is not inside the model's folder",
                "/etc/passwd, 0, 12, is not inside the model's folder",
                ".., 0, 12, is not inside the model's folder",
                "., 0, 12, is not inside the model's folder",
                "link.bin, 0, 12, is not inside the model's folder (a link leads to",
                "missing.bin, 0, 12, external data file 'missing.bin' is missing",
                "weights.bin, 0, 8, \"has a length of 8 bytes, its shape takes 12\"",
                "weights.bin, 16, 12, \"(bytes 16 to 28) reaches beyond the end of 'weights.bin', which has 24\"",
                "weights.bin, 9223372036854775807, 12, reaches beyond the end",
                "weights.bin, -4, 12, has a negative offset: -4",
                "weights.bin, four, 12, \"has offset 'four', no number\""
            })
    void is_refused_outside_its_folder_or_its_file(String location, String offset, String length, String message)
            throws IOException {
        Files.createSymbolicLink(folder.resolve("link.bin"), root.resolve("secret.bin"));
        Path model = write(location, offset, length);

        assertThatThrownBy(() -> OnnxReader.read(model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has initializers that cannot be read: 'w': its external data")
                .hasMessageContaining(message);
    }

    @Test
    void may_be_a_link_to_where_the_model_s_own_link_leads() throws IOException {
        Path links = Files.createDirectory(root.resolve("links"));
        Path model = write("data", "0", "12");
        Files.createSymbolicLink(links.resolve("m.onnx"), model);
        Files.createSymbolicLink(links.resolve("data"), folder.resolve("weights.bin"));

        assertThat(OnnxReader.read(links.resolve("m.onnx")).constants())
                .containsEntry("w", Tensor.floats(Shape.of(1, 3, 1, 1), 1, 2, 3));
    }

    @Test
    void is_looked_for_beside_the_link_that_was_named() throws IOException {
        Path links = Files.createDirectory(root.resolve("links"));
        Files.createSymbolicLink(links.resolve("m.onnx"), write("weights.bin", "0", "12"));

        assertThatThrownBy(() -> OnnxReader.read(links.resolve("m.onnx")))
                .hasMessageContaining("'weights.bin' is missing; it belongs beside the model, into '" + links + "'");
    }

    @Test
    void belongs_to_the_files_of_a_model_and_to_its_size() throws IOException {
        Path model = write("weights.bin", "8", "12");

        assertThat(ModelFiles.of(model)).containsExactly(model, folder.resolve("weights.bin"));
        assertThat(ModelFiles.size(model)).isEqualTo(Files.size(model) + 24);
    }

    @Test
    void belongs_to_the_files_of_a_model_wherever_a_tensor_stands() throws IOException {
        TensorProto tensor = external("weights.bin", "0", "12").build();
        GraphProto branch = GraphProto.newBuilder().addInitializer(tensor).build();
        NodeProto.Builder choice = node("If", "y", "x")
                .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(branch));
        Path model = Files.write(folder.resolve("m.onnx"), model(18, graph(choice)));

        assertThat(ModelFiles.of(model)).containsExactly(model, folder.resolve("weights.bin"));
    }

    private Path write(String location, String offset, String length) throws IOException {
        TensorProto.Builder weights = external(location, offset, length);
        byte[] model = model(18, graph(node("Conv", "y", "x", "w")).addInitializer(weights));
        return Files.write(folder.resolve("m.onnx"), model);
    }

    private static TensorProto.Builder external(String location, String offset, String length) {
        return floats("w", dims(1, 3, 1, 1))
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", offset))
                .addExternalData(entry("length", length));
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
