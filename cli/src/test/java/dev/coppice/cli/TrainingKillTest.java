package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes that really train, and are killed without a chance to write anything. */
class TrainingKillTest {
    private static final int SECONDS = 120;
    private static final int KILLS = 3;
    private static final long SEED = 11;

    @TempDir
    private Path folder;

    private Path data;
    private List<String> options = List.of();

    @BeforeEach
    void writeData() throws IOException {
        data = Toys.data(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--warm-up 0.05", "--curriculum 1/2=0.6 --ema 0.9"})
    void a_training_killed_at_random_moments_ends_with_the_file_of_an_unbroken_one(String given)
            throws IOException, InterruptedException {
        options = List.of(given.split(" "));
        Process unbroken = train("unbroken", List.of());
        Random random = new Random(SEED);
        List<String> command = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            Process work = train("killed", command);
            waitForCheckpoint(
                    work,
                    Files.exists(checkpoint())
                            ? Files.getLastModifiedTime(checkpoint()).toMillis()
                            : 0);
            Thread.sleep(random.nextInt(500));
            assertThat(work.destroyForcibly().waitFor()).isNotZero();
            assertThat(checkpoint()).exists();
            command = List.of("--resume");
        }
        String refusal = output(train("killed", List.of()), ExitCode.WRONG_INPUT);

        String last = output(train("killed", command), ExitCode.DONE);
        output(unbroken, ExitCode.DONE);

        assertThat(refusal)
                .isEqualTo("'" + checkpoint()
                        + "' is the checkpoint of a training that was not finished. Use --resume to go"
                        + " on from it, or --overwrite to start from the beginning.\n");
        assertThat(last).containsPattern("Going on from '.*killed.onnx.checkpoint', after [0-9]+ steps");
        assertThat(folder.resolve("killed.onnx")).hasSameBinaryContentAs(folder.resolve("unbroken.onnx"));
        assertThat(checkpoint()).doesNotExist();
    }

    private Path checkpoint() {
        return folder.resolve("killed.onnx.checkpoint");
    }

    /** 2 steps an epoch, each followed by a checkpoint. */
    private Process train(String name, List<String> more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("train", "unet", "--widths", "4,8", "--steps", "600"));
        words.addAll(List.of("--batch", "2", "--crop", "16x24", "--validate-every", "100"));
        words.addAll(List.of(
                "--data",
                data.toString(),
                "--out",
                folder.resolve(name + ".onnx").toString()));
        words.addAll(options);
        words.addAll(more);
        return JavaProcess.start(Coppice.class, words);
    }

    private void waitForCheckpoint(Process work, long before) throws IOException, InterruptedException {
        while (!Files.exists(checkpoint())
                || Files.getLastModifiedTime(checkpoint()).toMillis() <= before) {
            assertThat(work.isAlive()).isTrue();
            Thread.sleep(20);
        }
    }

    private static String output(Process work, int exitCode) throws IOException, InterruptedException {
        String output = new String(work.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(work.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(work.exitValue()).as(output).isEqualTo(exitCode);
        return output;
    }
}
