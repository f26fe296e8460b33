package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is written to /dev/full meets a full disk; the names are those that files carry until they are whole. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no /dev/full")
class FullDiskTest {
    @TempDir
    private Path folder;

    private Path model;
    private Path data;
    private Path out;

    @BeforeEach
    void write_toys() throws IOException {
        model = Toys.model(folder);
        data = Toys.data(folder);
        out = Files.createDirectory(folder.resolve("out"));
    }

    @Test
    void a_checkpoint_that_cannot_be_written_is_said_and_training_goes_on() throws IOException {
        full("training-1.checkpoint");

        CommandRun run = compress();

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.err())
                .containsOnlyOnce("Checkpoint '" + out.resolve("training-1.checkpoint") + "' of step ")
                .contains("is not written: no space left on device. Training goes on, and the next is tried.");
        assertThat(out.resolve("model.onnx")).exists();
    }

    @Test
    void a_model_that_cannot_be_written_after_training_is_not_lost() throws IOException {
        full("model.onnx");

        CommandRun run = compress();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .endsWith("Cannot write '" + out.resolve("model.onnx")
                        + "': no space left on device. What was trained is in '" + out.resolve("training-1.checkpoint")
                        + "'. Training goes on from there with --resume. Make room there, or name another folder.\n");
        CommandRun resumed = compress("--resume");
        assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.DONE);
        assertThat(out.resolve("training-1.checkpoint")).doesNotExist();
    }

    @Test
    void prune_writes_model_and_plan_or_neither() throws IOException {
        for (String name : List.of("small.onnx", "small.json", "small.plan.json")) {
            full(name);

            CommandRun run = CommandRun.of("prune", model, "--out", out.resolve("small.onnx"), "--prune", "0.5");

            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err())
                    .contains("Cannot write '" + out.resolve(name) + "': no space left on device. Make room there");
            assertThat(out).isEmptyDirectory();
        }
    }

    @Test
    void a_run_leaves_nothing_in_the_temporary_folder() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        List<String> words = List.of("evaluate", model.toString(), "--data", data.toString());

        Process work = JavaProcess.start(Coppice.class, words, folder, List.of("-Djava.io.tmpdir=" + temporary));

        String said = new String(work.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(work.waitFor()).as(said).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    private void full(String name) throws IOException {
        Files.createSymbolicLink(out.resolve("." + name + ".part"), Path.of("/dev/full"));
    }

    private CommandRun compress(String... more) {
        Object[] words = {
            "compress", model, "--data", data, "--out", out, "--prune", "0.5", "--epochs", "2", "--batch", "2"
        };
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return CommandRun.of(all);
    }
}
