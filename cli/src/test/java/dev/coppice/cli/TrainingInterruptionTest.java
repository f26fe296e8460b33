package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real process that really trains, and a real Ctrl-C. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no kill -INT")
class TrainingInterruptionTest {
    private static final int SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void ctrl_c_while_training_keeps_the_best_weights_and_no_file_under_a_final_name()
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process work = JavaProcess.start(
                Coppice.class,
                List.of(
                        "compress",
                        Toys.model(folder).toString(),
                        "--data",
                        Toys.data(folder).toString(),
                        "--out",
                        out.toString(),
                        "--prune",
                        "0.5",
                        "--epochs",
                        "100000",
                        "--verbose"));
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = work.inputReader()) {
            waitForTraining(output, lines);
            JavaProcess.interrupt(work);
            output.lines().forEach(lines::add);
        } finally {
            work.destroyForcibly();
        }

        assertThat(work.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(work.exitValue()).as("%s", lines).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("Interrupted")
                        && line.endsWith("are in '" + out.resolve("interrupted.onnx")
                                + "'. Training goes on from there with --resume."));
        assertThat(out.toFile().list())
                .containsExactlyInAnyOrder("interrupted.onnx", "interrupted.json", "training-1.checkpoint");
        assertThat(CommandRun.of("inspect", out.resolve("interrupted.onnx")).exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    private static void waitForTraining(BufferedReader output, List<String> lines) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("Training: ")) {
            lines.add(line);
            line = output.readLine();
        }
        assertThat(line).as("%s", lines).isNotNull();
    }
}
