package dev.coppice.cli;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Cards;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.OutputSpec;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that reads a second picture, a number of steps and a truth value beside the picture. */
class FixedInputsCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path fixed = Path.of("");

    @BeforeEach
    void write_a_model_with_several_inputs() throws IOException {
        model = folder.resolve("several.onnx");
        fixed = folder.resolve("fixed.onnx");
        Graph graph = NetworkBuilder.initialised(Shape.of(1, 3, Toys.H, Toys.W), 1)
                .input(new TensorInfo(
                        "second",
                        ElementType.FLOAT,
                        List.of(Dimension.open("N"), Dimension.of(3), Dimension.of(Toys.H), Dimension.of(Toys.W))))
                .input(new TensorInfo("steps", ElementType.INT64, List.of(Dimension.of(1))))
                .input(new TensorInfo("on", ElementType.BOOL, List.of()))
                .constant("off", Tensor.scalar(0.25f))
                .concat("both", IMAGE, "second")
                .conv("a", "both", 8)
                .node("Relu", "r", "a")
                .node("Cast", "s", Attributes.NONE.with("to", 1), "steps")
                .node("Mul", "scaled", "r", "s")
                .node("Where", "chosen", "on", "scaled", "off")
                .conv("b", "chosen", 8)
                .node("Relu", "rb", "b")
                .conv("logits", "rb", 2, 1)
                .to("logits")
                .graph();
        Files.write(model, OnnxWriter.bytes(graph, WriteOptions.PLAIN));
        NetworkCard card = new NetworkCard(
                "several",
                Cards.input(IMAGE, Toys.H, Toys.W, Toys.GREY, 64),
                new OutputSpec("logits", OutputKind.LOGITS),
                List.of("dark", "light"));
        Files.writeString(CardFile.beside(model), CardFile.format(card));
    }

    @Test
    void the_written_network_computes_what_its_file_does_with_these_numbers() {
        CommandRun run = CommandRun.of("convert", model, "--fix", "second=0.5,steps=3,on=1", "--out", fixed, "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.json().at("/fixed/steps").asDouble()).isEqualTo(3);
        assertThat(run.json().at("/parity/source/maxRel").asDouble()).isLessThan(1e-5);
        assertThat(run.json().at("/parity/source/maxAbs").asDouble()).isLessThan(1e-5);
        assertThat(OnnxReader.read(fixed).inputs()).extracting(TensorInfo::name).containsExactly(IMAGE);
    }

    @Test
    void the_written_network_is_trained_and_evaluated_in_batches() throws IOException {
        Path data = Toys.data(folder);
        CommandRun.of("convert", model, "--fix", "second=0.5,steps=3,on=1", "--out", fixed);

        CommandRun refused = compress(model, data);
        CommandRun run = compress(fixed, data);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(refused.err()).contains("write the model with their numbers first: --fix NAME=VALUE of convert");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(OnnxReader.read(folder.resolve("out").resolve("model.onnx")).inputs())
                .extracting(TensorInfo::name)
                .containsExactly(IMAGE);
    }

    @Test
    void all_that_cannot_be_fixed_is_named_at_once() {
        CommandRun run = CommandRun.of("convert", model, "--fix", "image=1,third=2,steps=0.5,on=2", "--out", fixed);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains(
                        "'image' is what pictures go to, expected one of [second FLOAT N×3×16×24, steps INT64 1, on BOOL ]",
                        "'third' is no input",
                        "'steps' is of type INT64, which does not hold 0.5",
                        "'on' is of type BOOL, which does not hold 2.0");
        assertThat(fixed).doesNotExist();
    }

    private CommandRun compress(Path network, Path data) {
        return CommandRun.of(
                "compress",
                network,
                "--data",
                data,
                "--out",
                folder.resolve("out"),
                "--prune",
                "0.5",
                "--round",
                "1",
                "--steps",
                "1",
                "--batch",
                "2");
    }
}
