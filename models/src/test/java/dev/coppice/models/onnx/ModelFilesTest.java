package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
    @TempDir
    Path folder;

    /** A convolution with its weights in another file. */
    private Path external() throws IOException {
        TensorProto.Builder weights = floats("w", dims(1, 3, 1, 1))
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("w.bin"));
        return Files.write(
                folder.resolve("m.onnx"),
                model(
                        18,
                        graph(node("Conv", "y", "x", "w", "b"))
                                .addInitializer(weights)
                                .addInitializer(floats("b", dims(1)))));
    }

    @Test
    void tells_the_outputs_of_a_model() throws IOException {
        Path file = Files.write(folder.resolve("m.onnx"), model(18, graph(node("Relu", "y", "x"))));

        assertThat(ModelFiles.hasOutput(file, "y")).isTrue();
        assertThat(ModelFiles.hasOutput(file, "x")).isFalse();
    }

    @Test
    void files_that_are_missing_are_left_out() throws IOException {
        Path file = external();

        assertThat(ModelFiles.of(file)).containsExactly(file);
        assertThat(ModelFiles.size(file)).isEqualTo(Files.size(file));
    }

    @Test
    void a_filled_model_holds_its_external_data_itself() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(1).putFloat(2).putFloat(3);
        Files.write(folder.resolve("w.bin"), bytes.array());

        byte[] filled = OnnxReader.filled(external(), new RandomWeights(1));

        assertThat(OnnxReader.parse(filled, "filled").constants())
                .containsEntry("w", Tensor.floats(Shape.of(1, 3, 1, 1), 1, 2, 3))
                .hasEntrySatisfying("b", bias -> assertThat(bias.toFloats()[0]).isBetween(0.5f, 1.5f));
    }

    @Test
    void a_missing_file_is_refused() {
        Path file = folder.resolve("none.onnx");

        assertThatThrownBy(() -> ModelFiles.of(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Model file '" + file + "' does not exist. Give the path of a model file.");
    }

    @Test
    void a_folder_is_refused() throws IOException {
        assertThatThrownBy(() -> ModelFiles.size(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("'" + folder + "' is no file. Give the path of a model file.");

        Files.createFile(folder.resolve("saved_model.pb"));

        assertThatThrownBy(() -> ModelFiles.size(folder))
                .hasMessage("'" + folder + "' is a TensorFlow SavedModel, not an ONNX model. Write ONNX with python -m"
                        + " tf2onnx.convert --saved-model " + folder + " --output model.onnx.");
    }
}
