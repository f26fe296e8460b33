package dev.coppice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.CommandRun;
import dev.coppice.cli.Toys;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");

    @BeforeEach
    void write_a_model() throws IOException {
        model = Toys.model(folder);
    }

    @Test
    void a_model_equals_itself() {
        CommandRun run = CommandRun.of("verify", model, model, "--inputs", 3, "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.json().path("same").asBoolean()).isTrue();
        assertThat(run.json().path("maxAbs").asDouble()).isZero();
        assertThat(run.json().path("inputs").asInt()).isEqualTo(3);
    }

    @Test
    void a_changed_weight_is_a_failure_with_figures() throws IOException {
        CommandRun run = CommandRun.of("verify", model, changed());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .startsWith("different (tolerance 1.0E-4): logits: max |a-b| = ")
                .contains("; over 4 inputs");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void a_looser_tolerance_lets_it_pass() throws IOException {
        assertThat(CommandRun.of("verify", model, changed(), "--tolerance", 10).exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void needs_no_card() throws IOException {
        Files.delete(CardFile.beside(model));

        assertThat(CommandRun.of("verify", model, model).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void says_that_numbers_that_are_none_prove_nothing() throws IOException {
        List<Dimension> axes = List.of(Dimension.of(1), Dimension.of(1), Dimension.of(2), Dimension.of(2));
        Graph roots = new Graph(
                "roots",
                List.of(new TensorInfo("x", ElementType.FLOAT, axes)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(
                        Node.of("Abs", "abs", Attributes.NONE, "x"),
                        Node.of("Neg", "below", Attributes.NONE, "abs"),
                        Node.of("Sqrt", "y", Attributes.NONE, "below")),
                Map.of());
        Path file = Files.write(folder.resolve("roots.onnx"), OnnxWriter.bytes(roots, WriteOptions.PLAIN));

        CommandRun run = CommandRun.of("verify", file, file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out())
                .startsWith(
                        "undecided (tolerance 1.0E-4): y: max |a-b| = 0.00, relative 0.00, 16 of 16 are NaN or infinite in"
                                + " both; over 4 inputs, normal with mean 0 and deviation 1; no outputs are finite.")
                .contains("agrees and proves nothing")
                .contains("--mean, --std and --classes");
    }

    @Test
    void what_a_model_draws_is_named_and_its_rest_compared() throws IOException {
        Graph noisy = NetworkBuilder.small()
                .conv("a", NetworkBuilder.IMAGE, 4)
                .node("RandomNormalLike", "noise", "a")
                .node("Add", "b", "a", "noise")
                .to("b")
                .graph();
        Path file = Files.write(folder.resolve("noisy.onnx"), OnnxWriter.bytes(noisy, WriteOptions.PLAIN));

        CommandRun run = CommandRun.of("verify", file, file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("max |a-b| = 0")
                .contains("('noise' (RandomNormalLike) draws random numbers, which were compared as their mean)");
    }

    @Test
    void numbers_that_make_no_sense_are_refused_together() {
        CommandRun run = CommandRun.of("verify", model, model, "--inputs", 0, "--tolerance", -1);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .startsWith("Wrong options:\n  - --inputs is 0, expected at least 1\n"
                        + "  - --tolerance is -1.0, expected 0 or more\n");
    }

    private Path changed() throws IOException {
        Network network = Toys.network();
        Tensor weight = network.graph().constant("logits.weight").orElseThrow();
        float[] values = weight.toFloats();
        values[0] *= 2;
        Network other = network.with(
                network.graph().withConstants(Map.of("logits.weight", Tensor.floats(weight.shape(), values))));
        return Files.write(folder.resolve("changed.onnx"), OnnxWriter.bytes(other));
    }
}
