package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train} refuses before it starts; that training works is tested where it is written. */
class TrainCommandTest {
    @TempDir
    private Path folder;

    @Test
    void every_value_that_is_wrong_is_named_at_once() {
        CommandRun run = CommandRun.of("train", "resnet", "--out", folder.resolve("net.pt"), "--steps", "-5");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .isEqualTo("Wrong options:\n"
                        + "  - network 'resnet' is not in the zoo; it has street-unet, unet, deeplabv3plus, dan\n"
                        + "  - --out is '" + folder.resolve("net.pt") + "', expected a name that ends with .onnx\n"
                        + "  - The number of steps is -5, expected at least 0 (0 trains nothing).\n");
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "in the way");

        CommandRun run = CommandRun.of("train", "street-unet", "--out", inTheWay.resolve("net.onnx"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).startsWith("Cannot write to the output folder '" + inTheWay + "': ");
    }

    @Test
    void demo_refuses_a_folder_that_cannot_be_made_too() throws IOException {
        Path out = Files.writeString(folder.resolve("file"), "in the way").resolve("out");

        CommandRun run = CommandRun.of("demo", "--out", out);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).startsWith("Cannot write to the output folder '" + out + "': ");
    }
}
