package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pretrained networks for development, read and written again. */
class SharedModelsTest {
    /** The tolerance: both sides run the same kernels, only the order of fused operators may differ. */
    private static final double SAME_KERNELS = 1e-6;

    @ParameterizedTest
    @ValueSource(strings = {"unet_camvid", "espnet_camvid", "wnet_drive"})
    void a_written_network_computes_what_the_original_computes(String name) {
        Path file = Path.of(System.getProperty("coppice.shared"), "models", name + ".onnx");
        assumeThat(file).as("shared models").matches(Files::exists);
        Network network = OnnxReader.readNetwork(file);

        byte[] written = OnnxWriter.bytes(network);

        assertThat(OnnxReader.parse(written, name).hash())
                .isEqualTo(network.graph().hash());
        Shape shape = network.inputShape(1);
        try (OnnxSession original = OnnxSession.open(file);
                OnnxSession rewritten = OnnxSession.open(written, name)) {
            ParityReport report = Parity.compare(rewritten::run, original::run, List.of(Normal.tensor(1, shape)));
            assertThat(report.maxRel()).isLessThan(SAME_KERNELS);
        }
    }
}
