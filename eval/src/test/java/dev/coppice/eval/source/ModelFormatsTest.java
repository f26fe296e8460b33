package dev.coppice.eval.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.format.SourceModel;
import dev.coppice.models.network.Network;
import dev.coppice.models.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFormatsTest {
    @TempDir
    private Path folder;

    @Test
    void content_tells_the_format_and_names_do_not() throws IOException {
        Network network = Zoo.street();
        Path file = Files.write(folder.resolve("model.zip"), OnnxWriter.bytes(network));

        SourceModel model = ModelFormats.read(file);

        assertThat(model.format()).isEqualTo("ONNX");
        assertThat(model.graph().hash()).isEqualTo(network.graph().hash());
    }

    @Test
    void a_file_of_no_known_format_says_what_it_is() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), "version https://git-lfs.github.com/spec/v1\n");

        assertThatThrownBy(() -> ModelFormats.read(file)).hasMessageContaining("a Git LFS pointer");
    }

    @Test
    void a_missing_file_is_named() {
        Path file = folder.resolve("none.zip");

        assertThatThrownBy(() -> ModelFormats.read(file)).hasMessageContaining("'" + file + "' does not exist");
    }
}
