package dev.coppice.export.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.kit.ShapesTask;
import dev.coppice.models.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSourceTest {
    private final Network network = ShapesTask.network(1);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_network_that_stands_in_for_its_file_says_why() throws IOException {
        Path other = Files.writeString(folder.resolve("model.keras"), "no ONNX");
        Path model = Files.write(folder.resolve("model.onnx"), OnnxWriter.bytes(network.graph(), WriteOptions.PLAIN));

        assertThat(OnnxSource.of(network).standsIn()).contains("it came without one");
        assertThat(OnnxSource.whole(other, network).standsIn())
                .contains("its file is no ONNX, and ONNX Runtime runs nothing else");
        assertThat(OnnxSource.file(model, network).standsIn()).isEmpty();
    }
}
