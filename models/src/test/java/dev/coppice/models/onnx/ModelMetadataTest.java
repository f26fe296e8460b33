package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.modelOf;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.coppice.models.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMetadataTest {
    @TempDir
    Path folder;

    private Path write(ModelProto.Builder model) throws IOException {
        return Files.write(folder.resolve("m.onnx"), model.build().toByteArray());
    }

    private static StringStringEntryProto.Builder property(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
    }

    @Test
    void reads_what_a_file_says_besides_its_graph() throws IOException {
        Path file = write(modelOf(18, graph(node("Relu", "y", "x")).setDocString("of the graph"))
                .setDocString("of the model")
                .setDomain("com.example")
                .setModelVersion(3)
                .addMetadataProps(property("stride", "32"))
                .addMetadataProps(property("licence", "MIT")));

        ModelMetadata metadata = ModelMetadata.read(file);

        assertThat(metadata.documentation()).isEqualTo("of the model");
        assertThat(metadata.graphDocumentation()).isEqualTo("of the graph");
        assertThat(metadata.domain()).isEqualTo("com.example");
        assertThat(metadata.version()).isEqualTo(3);
        assertThat(metadata.entries()).containsExactly(entry("licence", "MIT"), entry("stride", "32"));
    }

    @Test
    void a_file_that_says_nothing_has_empty_metadata() throws IOException {
        assertThat(ModelMetadata.read(write(modelOf(18, graph(node("Relu", "y", "x"))))))
                .isEqualTo(ModelMetadata.NONE);
    }

    @Test
    void more_entries_replace_those_of_the_same_key() {
        ModelMetadata own =
                new ModelMetadata("d", "g", "com.example", 3, new TreeMap<>(Map.of("stride", "32", "licence", "MIT")));

        ModelMetadata more = own.with(Map.of("stride", "16", "task", "segment"));

        assertThat(more.entries())
                .containsExactly(entry("licence", "MIT"), entry("stride", "16"), entry("task", "segment"));
        assertThat(more.documentation()).isEqualTo("d");
        assertThat(more.graphDocumentation()).isEqualTo("g");
        assertThat(more.domain()).isEqualTo("com.example");
        assertThat(more.version()).isEqualTo(3);
        assertThat(own.entries()).containsExactly(entry("licence", "MIT"), entry("stride", "32"));
    }

    @Test
    void entries_cannot_be_changed() {
        assertThatThrownBy(() -> ModelMetadata.NONE.entries().put("a", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void an_empty_file_has_no_metadata() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.onnx"));

        assertThatThrownBy(() -> ModelMetadata.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Model file '" + file + "' is empty, expected an ONNX model. Copy, download or export it"
                        + " again.");
    }
}
