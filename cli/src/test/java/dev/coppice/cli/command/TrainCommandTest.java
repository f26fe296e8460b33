package dev.coppice.cli.command;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train} refuses before it starts, and that it takes files; that training works is tested where it is written. */
class TrainCommandTest {
    @TempDir
    private Path folder;

    @Test
    void every_value_that_is_wrong_is_named_at_once() {
        CommandRun run = CommandRun.of("train", "resnet", "--out", folder.resolve("net.pt"), "--steps", "-5");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .isEqualTo("Wrong options:\n"
                        + "  - network 'resnet' is no file, and is not in the zoo, which has street-unet, unet, deeplabv3plus, dan\n"
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

    /** A file without card and with open sizes, as an exporter writes it: the data tell classes and size. */
    @Test
    void the_network_of_a_file_is_trained_from_its_weights_for_the_classes_and_the_size_of_the_data()
            throws IOException {
        Graph fresh = NetworkBuilder.initialised(Shape.of(1, 3, Toys.H, Toys.W), 1)
                .conv("a", IMAGE, 8)
                .node("Relu", "r", "a")
                .conv("logits", "r", 2, 1)
                .to("logits")
                .graph();
        Path model = folder.resolve("fresh.onnx");
        Files.write(model, OnnxWriter.bytes(fresh, WriteOptions.PLAIN));

        CommandRun before = train(model, "--mean", "128,128,128", "--std", "64,64,64", "--steps", "0");
        assertThat(before.exitCode()).as(before.err()).isEqualTo(ExitCode.DONE);
        Graph kept = OnnxReader.read(folder.resolve("trained.onnx"));
        CommandRun run = train(model, "--mean", "128,128,128", "--std", "64,64,64", "--steps", "60");

        assertThat(kept.constants().values())
                .containsExactlyInAnyOrderElementsOf(fresh.constants().values());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.json().at("/steps").asInt()).isEqualTo(60);
        assertThat(run.json().at("/mIoU").asDouble())
                .isGreaterThan(before.json().at("/mIoU").asDouble());
        Network trained = OnnxReader.readNetwork(folder.resolve("trained.onnx"));
        assertThat(trained.card().classes()).containsExactly("dark", "light");
        assertThat(trained.card().input().sizes()).containsExactly(32, 32);
    }

    @Test
    void a_file_without_card_is_refused_with_what_is_missing_but_not_the_classes() throws IOException {
        Path model = Toys.model(folder);
        Files.delete(CardFile.beside(model));

        CommandRun run = train(model);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("or give --mean, --std; and");
    }

    @Test
    void what_says_how_a_file_is_read_is_refused_for_a_network_of_the_zoo() {
        CommandRun run = CommandRun.of(
                "train", "dan", "--mean", "1,2,3", "--dequantize", "--out", folder.resolve("trained.onnx"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("--mean and --dequantize say how a file is read, and dan is none");
    }

    private CommandRun train(Path model, String... options) throws IOException {
        Object[] command = {
            "train",
            model,
            "--data",
            Toys.data(folder),
            "--out",
            folder.resolve("trained.onnx"),
            "--overwrite",
            "--json"
        };
        return CommandRun.of(
                Stream.concat(Stream.of(command), Stream.of(options)).toArray());
    }

    @Test
    void demo_refuses_a_folder_that_cannot_be_made_too() throws IOException {
        Path out = Files.writeString(folder.resolve("file"), "in the way").resolve("out");

        CommandRun run = CommandRun.of("demo", "--out", out);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).startsWith("Cannot write to the output folder '" + out + "': ");
    }
}
