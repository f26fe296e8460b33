package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.ChannelsLast;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a channels-last file, compared with its channels-first twin. */
class ChannelsLastModelTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void write_the_file() throws IOException {
        model = folder.resolve("last.onnx");
        Files.write(model, OnnxWriter.bytes(ChannelsLast.file(Toys.network()), WriteOptions.PLAIN));
        Files.writeString(CardFile.beside(model), CardFile.format(Toys.card()));
    }

    @Test
    void inspect_says_how_the_file_is_read() {
        CommandRun run = CommandRun.of("inspect", model);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("input   input  1×16×24×3, any batch, channels last, carried channels first, RGB")
                .contains("output  logits  1×16×24×2, channels last, carried channels first, logits of 2 classes")
                .doesNotContain("  Transpose  ");
        assertThat(CommandRun.of("inspect", model, "--json")
                        .json()
                        .at("/inputs/0/layout")
                        .asText())
                .isEqualTo("NHWC");
    }

    @Test
    void it_is_evaluated_and_pruned_like_its_twin_and_written_as_it_came() throws IOException {
        Path data = Toys.data(folder);
        Path half = folder.resolve("half.onnx");
        Path twin = Toys.model(Files.createDirectories(folder.resolve("twin")));

        CommandRun run = CommandRun.of("prune", model, "--prune", "0.5", "--round", "1", "--out", half);
        CommandRun.of("prune", twin, "--prune", "0.5", "--round", "1", "--out", folder.resolve("other.onnx"));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(CommandRun.of("evaluate", model, "--data", data).out()).contains("mIoU            1.0000");
        assertThat(CommandRun.of("evaluate", half, "--data", data).out()).contains("mIoU            1.0000");
        assertThat(macs(half)).isEqualTo(macs(folder.resolve("other.onnx")));
        TensorInfo input = OnnxReader.read(half).inputs().get(0).inFile();
        assertThat(input).isEqualTo(OnnxReader.read(model).inputs().get(0).inFile());
        assertThat(Files.readString(CardFile.beside(half))).contains("\"layout\" : \"NHWC\"");
    }

    @Test
    void an_option_decides_the_layout() throws IOException {
        Path data = Toys.data(folder);

        CommandRun wrong = CommandRun.of("evaluate", model, "--data", data, "--layout", "NCHW");
        CommandRun right = CommandRun.of("evaluate", model, "--data", data, "--layout", "NHWC");

        assertThat(wrong.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(wrong.err())
                .contains("said to be N×C×H×W", "as N×H×W×C. Leave out --layout, or correct the layout in the card.");
        assertThat(right.out()).contains("mIoU            1.0000");
    }

    @Test
    void a_file_that_leaves_its_sizes_open_is_cut_and_given_back_with_open_sizes() throws IOException {
        Path half = folder.resolve("half.onnx");
        Path data = Toys.data(folder);
        Graph fixed = ChannelsLast.file(Toys.network());
        TensorInfo image = fixed.inputs().get(0);
        List<Dimension> sizes = List.of(Dimension.open("N"), Dimension.open("H"), Dimension.open("W"), Dimension.of(3));
        Graph open = new Graph(
                fixed.name(), List.of(image.withDimensions(sizes)), fixed.outputs(), fixed.nodes(), fixed.constants());
        Files.write(model, OnnxWriter.bytes(open, WriteOptions.PLAIN));

        CommandRun run = CommandRun.of("prune", model, "--prune", "0.5", "--round", "1", "--out", half);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(CommandRun.of("inspect", model).out()).doesNotContain("  Transpose  ");
        assertThat(CommandRun.of("evaluate", half, "--data", data).out()).contains("mIoU            1.0000");
        assertThat(OnnxReader.read(half).inputs().get(0).inFile().dimensions()).isEqualTo(sizes);
    }

    @Test
    void a_file_and_its_twin_are_the_same_to_verify() throws IOException {
        Path twin = Toys.model(Files.createDirectories(folder.resolve("twin")));

        CommandRun run = CommandRun.of("verify", model, twin);

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.DONE);
    }

    private static long macs(Path file) {
        return CommandRun.of("inspect", file, "--json").json().path("macs").asLong();
    }
}
