package dev.coppice.eval.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.export.parity.Parity;
import dev.coppice.export.parity.ParityReport;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parity of SameDiff with ONNX Runtime, on noise and on real pictures. */
class LoweringParityTest {
    /** The difference relative to the largest output, as in the exporter's check. The promise is 1e-4; this is what is kept. */
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({"unet_camvid, camvid", "espnet_camvid, camvid", "wnet_drive, drive"})
    void a_lowered_network_computes_what_its_file_does(String model, String set) {
        Path shared = Path.of(System.getProperty("coppice.shared", "../shared"));
        Path file = shared.resolve("models").resolve(model + ".onnx");
        assumeThat(file).as("shared models").matches(Files::exists);
        Network network = OnnxReader.readNetwork(file);
        Dataset data = ImageFolder.open(shared.resolve("data").resolve(set));

        try (OnnxSession session = OnnxSession.open(file);
                SameDiffSource lowered = new SameDiffSource(network)) {
            ParityReport report = Parity.compare(lowered, session::run, ParityInputs.of(network, data, "val", 1));

            System.out.println("parity SameDiff - ONNX Runtime, " + model + ": " + report);
            assertThat(report.maxRel()).isLessThan(TOLERANCE);
        }
    }
}
