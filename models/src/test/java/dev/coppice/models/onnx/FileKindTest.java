package dev.coppice.models.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.kit.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileKindTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> files() throws IOException {
        return Stream.of(
                Arguments.of(
                        "pointer",
                        text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"),
                        "Git LFS"),
                Arguments.of("page", text("\n<!DOCTYPE html><html><body>404</body></html>"), "a web page"),
                Arguments.of("model.xml", text("<?xml version=\"1.0\"?><net name=\"u\"/>"), "OpenVINO"),
                Arguments.of("model.h5", text("\u0089HDF\r\n\u001a\nrest"), "Coppice.read"),
                Arguments.of("model.keras", zip("metadata.json", "config.json", "model.weights.h5"), "a Keras archive"),
                Arguments.of("model.zip", zip("configuration.json", "coefficients.bin"), "Deeplearning4j"),
                Arguments.of("model.pt", zip("model/data.pkl", "model/data/0"), "torch.onnx.export"),
                Arguments.of("model.pth", text("\u0080\u0002cOrderedDict\u0001."), "torch.onnx.export"),
                Arguments.of("arrays.npz", zip("weights.npy"), "NumPy"),
                Arguments.of("array.npy", text("\u0093NUMPY\u0001\u0000"), "NumPy"),
                Arguments.of("other.zip", zip("readme.txt"), "Unpack it and give the file of the model inside"),
                Arguments.of("part.keras", zip("config.json", "model.weights.h5"), "without its config.json or meta"),
                Arguments.of("part.zip", zip("configuration.json"), "without its configuration.json or coefficients"),
                Arguments.of("model.7z", text("7z\u00bc\u00af'\u001c"), "Unpack it first."),
                Arguments.of("model.onnx.zst", text("(\u00b5/\u00fd"), "Unpack it first."),
                Arguments.of("street.png", text("\u0089PNG\r\n\u001a\n"), "a picture"),
                Arguments.of("street.jpg", text("\u00ff\u00d8\u00ff\u00e0"), "a picture"),
                Arguments.of("paper.pdf", text("%PDF-1.7\u0000"), "a PDF document"),
                Arguments.of("model.gguf", text("GGUF\u0003\u0000"), "a language model's weights"),
                Arguments.of("net.mat", text("MATLAB 5.0 MAT-file\u0000"), "exportONNXNetwork"),
                Arguments.of("model.pte", text("\u001c\u0000\u0000\u0000ET12rest"), "ExecuTorch"),
                Arguments.of("yolo.cfg", text("[net]\nbatch=1\n"), "Darknet"),
                Arguments.of("model.onnx.gz", text("\u001f\u008b\u0008\u0000"), "Unpack it first"),
                Arguments.of("model.tflite", text("\u001c\u0000\u0000\u0000TFL3rest"), "TensorFlow Lite"),
                Arguments.of("model.ort", text("\u001c\u0000\u0000\u0000ORTMrest"), "ONNX Runtime's own format"),
                Arguments.of("model.engine", text("ftrt\u0000\u0000"), "TensorRT engine"),
                Arguments.of("weights.safetensors", safetensors(), "safetensors"),
                Arguments.of("frozen.pb", text("\n \n\u0005input\u0012\u000bPlaceholder*\u0000"), "tf2onnx"),
                Arguments.of("card.json", text("{\"name\": \"u\"}"), "a JSON file"),
                Arguments.of("graph.fb", flatBuffer(), "take SameDiff files"),
                Arguments.of("notes", text("some words, and no model"), "a text file"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void says_what_a_file_is_and_what_to_do(String name, byte[] content, String words) throws IOException {
        Path file = Files.write(folder.resolve(name), content);

        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("Model file '" + file + "' is ")
                .hasMessageContaining(", not an ONNX model. ")
                .hasMessageContaining(words);
    }

    @Test
    void calls_a_model_that_was_cut_off_so() {
        byte[] model = Messages.model(18, Messages.graph(Messages.node("Relu", "y", "x")));

        assertThatThrownBy(() -> OnnxReader.parse(Arrays.copyOf(model, model.length - 5), "m"))
                .hasMessageContaining("is no ONNX model or was cut off");
    }

    @Test
    void names_a_saved_model_that_is_a_folder() throws IOException {
        Files.write(folder.resolve("saved_model.pb"), new byte[] {8, 1});

        assertThatThrownBy(() -> OnnxReader.read(folder)).hasMessageContaining("TensorFlow SavedModel");
    }

    private static byte[] text(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] safetensors() {
        byte[] header = text("{\"w\":{\"dtype\":\"F32\"}}");
        return ByteBuffer.allocate(Long.BYTES + header.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    /** A root at 16 whose table of two fields lies at 8. */
    private static byte[] flatBuffer() {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, 16)
                .putShort(8, (short) 8)
                .putShort(10, (short) 12)
                .putInt(16, 8)
                .array();
    }
}
