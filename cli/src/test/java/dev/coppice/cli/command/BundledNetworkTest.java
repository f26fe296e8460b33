package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.models.network.CardFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of the bundled network stands wherever a command takes a model, and options change its card. */
class BundledNetworkTest {
    private static final String NAME = "street-unet";

    @TempDir
    private Path folder;

    @Test
    void it_is_inspected_written_and_compared_with_what_was_written() {
        Path file = folder.resolve("street.onnx");

        CommandRun inspected = CommandRun.of("inspect", NAME, "--json");
        CommandRun converted = CommandRun.of("convert", NAME, "--out", file);
        CommandRun compared = CommandRun.of("verify", NAME, file);

        assertThat(inspected.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(converted.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(compared.out()).startsWith("same (tolerance 1.0E-4)");
        CommandRun ofFile = CommandRun.of("inspect", file, "--json");
        assertThat(inspected.json().path("macs").asLong())
                .isPositive()
                .isEqualTo(ofFile.json().path("macs").asLong());
    }

    @Test
    void it_is_pruned_into_a_file_with_its_card() {
        Path file = folder.resolve("half.onnx");

        CommandRun run = CommandRun.of("prune", NAME, "--prune", 0.5, "--out", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(CardFile.read(CardFile.beside(file)).classes()).hasSize(8);
    }

    @Test
    void classes_that_do_not_fit_it_are_refused() {
        CommandRun run = CommandRun.of("evaluate", NAME, "--data", "street-scenes", "--classes", "road,sky");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("expected 2 channels for 2 classes");
    }
}
