package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.modelOf;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.kit.Messages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    Path folder;

    private static ModelProto.Builder model() {
        return modelOf(18, graph(node("Relu", "y", "x")));
    }

    private static ModelFile parsed(ModelProto.Builder model) {
        return ModelFile.parse(model.build().toByteArray(), "m");
    }

    private static OperatorSetIdProto.Builder set(String domain, long version) {
        return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version);
    }

    @Test
    void a_file_over_two_gibibytes_is_no_message() throws IOException {
        Path file = folder.resolve("large.onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }

        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Model file '" + file + "' has 2147483648 bytes; an ONNX file (one protobuf message) ends at"
                                + " 2 GiB. Store its weights as external data.");
    }

    @Test
    void an_empty_file_and_missing_parts_are_named() {
        assertThatThrownBy(() -> ModelFile.parse(new byte[0], "m"))
                .hasMessage("Model file 'm' is empty, expected an ONNX model. Copy, download or export it again.");
        assertThatThrownBy(() -> parsed(model().clearGraph().clearOpsetImport()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is no ONNX model or was cut off: it holds no graph, operator set.");
        assertThatThrownBy(() -> parsed(model().clearIrVersion()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it holds no IR version.");
    }

    @Test
    void the_standard_set_is_the_newest_of_both_spellings() {
        ModelFile file = parsed(model().addOpsetImport(set("ai.onnx", 19)).addOpsetImport(set("com.microsoft", 3)));

        assertThat(file.opset()).isEqualTo(19);
        assertThat(file.opset("com.microsoft")).isEqualTo(3);
        assertThat(file.opset("org.example")).isEqualTo(1);
    }

    @Test
    void a_graph_of_calls_is_of_the_set_of_its_functions() {
        ModelFile file = parsed(model().clearOpsetImport()
                .addOpsetImport(set("org.example", 1))
                .addFunctions(FunctionProto.newBuilder().setName("f").addOpsetImport(set("", 17))));

        assertThat(file.opset()).isEqualTo(17);
    }

    @Test
    void a_model_of_other_domains_alone_is_refused() {
        ModelFile file = parsed(model().clearOpsetImport().addOpsetImport(set("ai.onnx.ml", 3)));

        assertThatThrownBy(file::opset)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "Model file 'm' imports no operators of the standard domain, only [ai.onnx.ml]. Coppice reads"
                                + " ONNX's own operators.");
    }

    @Test
    void metadata_is_found_by_its_key() {
        ModelFile file = parsed(model().addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("names").setValue("road")));

        assertThat(file.metadata("names")).contains("road");
        assertThat(file.metadata("author")).isEmpty();
    }

    @Test
    void the_whole_model_has_its_external_weights_inside() throws IOException {
        byte[] weights = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
        Files.write(folder.resolve("weights.bin"), weights);
        ModelProto.Builder model = model();
        model.getGraphBuilder()
                .addInitializer(TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(Messages.FLOAT)
                        .addDims(2)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("weights.bin")))
                .addInitializer(Messages.floats("inside", Messages.dims(1), 3));
        Path file = folder.resolve("m.onnx");
        Files.write(file, model.build().toByteArray());

        ModelProto whole = ModelFile.read(file).whole();

        TensorProto inside = whole.getGraph().getInitializer(0);
        assertThat(inside.getRawData()).isEqualTo(ByteString.copyFrom(weights));
        assertThat(inside.getDataLocation()).isEqualTo(TensorProto.DataLocation.DEFAULT);
        assertThat(inside.getExternalDataList()).isEmpty();
        assertThat(whole.getGraph().getInitializer(1))
                .isEqualTo(model.getGraph().getInitializer(1));
    }
}
