package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.modelOf;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large weights are read from their place in the file, and what comes out is what the whole file says. */
class FileOutlineTest {
    private static final long[] LARGE = {512, 3, 16, 16};

    @TempDir
    private Path folder;

    @Test
    void a_file_reads_as_its_bytes_do() throws IOException {
        Path file = file(model().build());

        Tensor large = OnnxReader.read(file).constant("w").orElseThrow();

        assertThat(large)
                .isEqualTo(OnnxReader.parse(Files.readAllBytes(file), "g")
                        .constants()
                        .get("w"));
        assertThat(large.bytes().isDirect()).isTrue();
        assertThat(OnnxReader.read(file).hash())
                .isEqualTo(OnnxReader.parse(Files.readAllBytes(file), "g").hash());
        assertThat(ModelMetadata.read(file).entries()).containsEntry("licence", "none");
        assertThat(ModelFiles.of(file)).containsExactly(file);
        assertThat(ModelFiles.size(file)).isEqualTo(Files.size(file));
    }

    @Test
    void a_file_that_was_cut_off_within_a_weight_is_refused() throws IOException {
        byte[] whole = model().build().toByteArray();
        Path file = Files.write(folder.resolve("short.onnx"), Arrays.copyOf(whole, whole.length - 300_000));

        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is no ONNX model or was cut off");
    }

    @Test
    void a_weight_of_other_bytes_than_its_shape_takes_is_refused() throws IOException {
        ModelProto.Builder model = model();
        model.getGraphBuilder().getInitializerBuilder(0).setDims(0, 511);
        Path file = file(model.build());

        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("FLOAT 511×3×16×16 takes 1569792 bytes, the file holds 1572864");
    }

    @Test
    void external_data_beside_raw_data_counts_as_before() throws IOException {
        ModelProto.Builder model = model();
        model.getGraphBuilder()
                .getInitializerBuilder(0)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("gone.bin"));
        Path file = file(model.build());

        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("gone.bin");
    }

    private Path file(ModelProto model) throws IOException {
        return Files.write(folder.resolve("m.onnx"), model.toByteArray());
    }

    private static ModelProto.Builder model() {
        float[] values = new float[512 * 3 * 16 * 16];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        GraphProto.Builder graph = graph(node("Conv", "y", "x", "w").addAttribute(Messages.ints("pads", 8, 8, 8, 8)))
                .addInitializer(floats("w", LARGE, values));
        return modelOf(18, graph)
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("licence").setValue("none"));
    }
}
