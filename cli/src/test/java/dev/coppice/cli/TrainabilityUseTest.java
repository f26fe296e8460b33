package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be trained, or not in batches, is found out before data are read. */
class TrainabilityUseTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"compress", "sweep"})
    void names_everything_that_cannot_be_trained_before_data_are_read(String command) throws IOException {
        Path model = model(
                Dimension.open("N"),
                List.of(
                        Node.of("Round", "wave", Attributes.NONE, "last"),
                        Node.of("Hardmax", "logits", Attributes.NONE, "wave")));

        CommandRun run = run(command, model, "nowhere", "--steps", "1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("Unsupported operators for retraining: 'Round' (wave), 'Hardmax' (logits)"
                        + ". Compress with --epochs 0, or prune without data")
                .doesNotContain("nowhere");
        assertThat(run(command, model, "nowhere", "--epochs", "0").err()).contains("nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compress", "sweep"})
    void refuses_frozen_layers_that_are_none_or_all(String command) throws IOException {
        Path model = summedAlongTheBatch();

        CommandRun none =
                run(command, model, Toys.data(folder), "--steps", "1", "--batch", "1", "--freeze", "stem*,mix");
        CommandRun all = run(command, model, Toys.data(folder), "--steps", "1", "--batch", "1", "--freeze", "*");

        assertThat(none.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(none.err())
                .contains("Wrong --freeze: Pattern 'stem*' fits no weight of network 'toy' and no node that reads one.")
                .doesNotContain("'mix' fits");
        assertThat(all.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(all.err())
                .contains(
                        "All weights of network 'toy' are frozen, so there is nothing to train. Give fewer --freeze.");
    }

    @Test
    void opens_a_batch_that_the_graph_fixes_and_leaves_the_file_as_it_was() throws IOException {
        Path model = model(
                Dimension.of(1),
                List.of(
                        Node.of("Reshape", "rows", Attributes.NONE, "last", "rows.shape"),
                        Node.of("Reshape", "logits", Attributes.NONE, "rows", "map.shape")));

        CommandRun run = run("compress", model, Toys.data(folder), "--steps", "1", "--batch", "2");

        assertThat(run.err()).doesNotContain("batch");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(OnnxReader.read(folder.resolve("out").resolve("model.onnx")).inputs())
                .isEqualTo(OnnxReader.read(model).inputs());
    }

    @Test
    void trains_with_the_batch_that_the_graph_fixes_where_it_cannot_be_opened() throws IOException {
        Path model = summedAlongTheBatch();

        CommandRun run = run("compress", model, Toys.data(folder), "--steps", "1");

        assertThat(run.err())
                .containsOnlyOnce(
                        "The graph of 'toy' fixes its batch at 1 (node 'summed' (CumSum) works along the batch)"
                                + ": trained with batches of 1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void refuses_a_batch_that_the_graph_cannot_take_before_data_are_read() throws IOException {
        Path model = summedAlongTheBatch();

        CommandRun run = run("compress", model, "nowhere", "--steps", "1", "--batch", "2");

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err())
                .contains("fixes its batch at 1 (node 'summed' (CumSum) works along the batch) and cannot be"
                        + " trained with batches of 2. Give --batch 1, or leave it out.");
    }

    private Path summedAlongTheBatch() throws IOException {
        return model(
                Dimension.of(1),
                List.of(
                        Node.of("CumSum", "summed", Attributes.NONE, "last", "first"),
                        Node.of("Concat", "seen", Attributes.NONE.with("axis", 1), "summed", "token"),
                        Node.of("Conv", "logits", Attributes.NONE, "seen", "mix")));
    }

    private CommandRun run(String command, Path model, Object data, String... options) {
        List<Object> args = new ArrayList<>(
                List.of(command, model, "--data", data, "--out", folder.resolve("out"), "--prune", "0.5"));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray());
    }

    /** The toy with nodes behind its last convolution, here called "last". */
    private Path model(Dimension batch, List<Node> behind) throws IOException {
        Network toy = Toys.network();
        List<Node> nodes = new ArrayList<>(toy.graph().nodes());
        Node last = nodes.remove(nodes.size() - 1);
        nodes.add(Node.of("Conv", "last", last.attributes(), last.inputs().toArray(String[]::new)));
        nodes.addAll(behind);
        Map<String, Tensor> constants = new LinkedHashMap<>(toy.graph().constants());
        constants.put("rows.shape", Tensor.vector(1, 2, Toys.H * Toys.W));
        constants.put("map.shape", Tensor.vector(1, 2, Toys.H, Toys.W));
        constants.put("token", Tensor.floats(Shape.of(1, 1, Toys.H, Toys.W), new float[Toys.H * Toys.W]));
        constants.put("first", Tensor.longs(Shape.SCALAR, 0));
        constants.put("mix", Tensor.floats(Shape.of(2, 3, 1, 1), 1, 0, 0, 0, 1, 0));
        List<Dimension> image = List.of(batch, Dimension.of(3), Dimension.of(Toys.H), Dimension.of(Toys.W));
        TensorInfo input = new TensorInfo("input", ElementType.FLOAT, image);
        TensorInfo output = new TensorInfo("logits", ElementType.FLOAT, List.of());
        Network network = new Network(new Graph("toy", List.of(input), List.of(output), nodes, constants), Toys.card());
        Path file = folder.resolve("toy.onnx");
        Files.write(file, OnnxWriter.bytes(network));
        Files.writeString(CardFile.beside(file), CardFile.format(Toys.card()));
        return file;
    }
}
