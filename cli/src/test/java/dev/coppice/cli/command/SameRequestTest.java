package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.compress.plan.GridLimit;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.analysis.AnalysisFlow;
import dev.coppice.eval.analysis.AnalysisRequest;
import dev.coppice.eval.annotation.AnnotationFlow;
import dev.coppice.eval.annotation.AnnotationRequest;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.Compression;
import dev.coppice.eval.compression.CutChoice;
import dev.coppice.eval.compression.PassChoice;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.sensitivity.SensitivityFlow;
import dev.coppice.eval.sensitivity.SensitivityRequest;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.ImageFolder;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.resample.Grid;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line and a user of the library who says no more than it must get the same files, byte for byte. */
class SameRequestTest {
    private final Cancellation cancellation = new Cancellation();

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path pictures = Path.of("");
    private Path typed = Path.of("");
    private Path called = Path.of("");

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        pictures = Toys.data(folder);
        typed = folder.resolve("typed");
        called = folder.resolve("called");
    }

    @Test
    void of_a_sensitivity_analysis() {
        run("sensitivity", model, "--data", pictures, "--out", typed);

        new SensitivityFlow(Progress.SILENT, cancellation).run(SensitivityRequest.of(network(), data(), called));

        assertSame("sensitivity.csv", "sensitivity.md", "sensitivity.png");
    }

    @Test
    void of_an_analysis() {
        run("analyze", model, "--data", pictures, "--out", typed);

        new AnalysisFlow(Progress.SILENT, cancellation).run(AnalysisRequest.of(network(), data(), called));

        assertSame("analysis.json", "analysis.md", "cutoffs.csv", "cutoffs.png");
    }

    @Test
    void of_an_annotation() {
        run("annotate", "--data", pictures, "--block", 4, "--out", typed);

        new AnnotationFlow(Progress.SILENT, cancellation).run(AnnotationRequest.of(data(), 4, called));

        assertSame("annotation.json", "annotation.md", "dataset.json", "labels/train/p0.png");
    }

    @Test
    void of_a_compression() {
        run(
                "compress",
                model,
                "--data",
                pictures,
                "--out",
                typed,
                "--prune",
                "0.5",
                "--truncate",
                "1/2",
                "--round",
                "1",
                "--epochs",
                "0");
        ChannelChoice channels = ChannelChoice.USUAL.withMultiple(1);

        new Compression(Progress.SILENT, cancellation, Checkpointing.NONE)
                .run(
                        CompressionRequest.of(model, data(), called).withEpochs(0),
                        CutChoice.channels(new PruningRatio(0.5))
                                .withGrid(new GridLimit(new Grid(1, 2)))
                                .with(PassChoice.USUAL.withChannels(channels)));

        assertSame("plan.json", "model.onnx", "model.json");
    }

    private static void run(Object... args) {
        CommandRun run = CommandRun.of(args);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    }

    private Network network() {
        return OnnxReader.readNetwork(model);
    }

    private Dataset data() {
        return ImageFolder.open(pictures);
    }

    private void assertSame(String... names) {
        for (String name : names) {
            assertThat(called.resolve(name)).hasSameBinaryContentAs(typed.resolve(name));
        }
    }
}
