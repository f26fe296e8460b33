package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.eval.Coppice;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that computes in integers, as ONNX Runtime's dynamic quantisation makes it, read in floating point. */
class DequantizeTest {
    private static final float STEP = 1 / 64f;

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void write_a_model_with_convolutions_on_integers() throws IOException {
        data = Toys.data(folder);
        model = folder.resolve("integers.onnx");
        Files.write(model, OnnxWriter.bytes(quantised(Toys.network().graph()), WriteOptions.PLAIN));
        Files.writeString(CardFile.beside(model), CardFile.format(Toys.card()));
    }

    @Test
    void compress_refuses_it_and_names_the_option() {
        CommandRun run = compress();

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run.err()).contains("The network is quantised; read it in floating point with --dequantize");
    }

    @Test
    void compress_cuts_and_retrains_it_in_floating_point() {
        CommandRun run = compress("--dequantize");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        Graph small = OnnxReader.read(folder.resolve("out").resolve("model.onnx"));
        assertThat(small.nodes()).extracting(Node::op).doesNotContain("ConvInteger", "DynamicQuantizeLinear");
        assertThat(small.constants())
                .extractingByKey(small.node("enc2.i").input(1))
                .extracting(Tensor::shape)
                .isEqualTo(Shape.of(4, 4, 3, 3));
        assertThat(folder.resolve("out").resolve("report.md"))
                .content()
                .contains("--dequantize", "its file is quantised, and was read in floating point");
    }

    @Test
    void other_commands_take_the_option_too() {
        assertDone("evaluate", model, "--data", data, "--dequantize");
        assertDone("sensitivity", model, "--data", data, "--out", folder.resolve("s"), "--dequantize");
        assertDone(
                "sweep",
                model,
                "--data",
                data,
                "--out",
                folder.resolve("w"),
                "--prune",
                "0.5",
                "--epochs",
                "0",
                "--dequantize");
        assertDone(
                "sweep", "merge", folder.resolve("w"), "--out", folder.resolve("m"), "--model", model, "--dequantize");
        assertDone("inspect", model, "--dequantize");
        assertDone("convert", model, "--out", folder.resolve("float.onnx"), "--data", data, "--dequantize");
        assertDone("verify", model, folder.resolve("float.onnx"), "--dequantize", "--tolerance", "0.05");
    }

    @Test
    void the_library_reads_it_in_floating_point() {
        Graph graph = Coppice.readDequantized(model).prune(0.5).rewritten().graph();

        assertThat(graph.node("enc2.i").op()).isEqualTo("Conv");
        assertThat(graph.carried().isDequantized()).isTrue();
    }

    @Test
    void a_network_that_is_not_quantised_is_read_as_it_is() throws IOException {
        Graph graph = Coppice.readDequantized(Toys.model(folder)).network().graph();

        assertThat(graph.carried().isDequantized()).isFalse();
    }

    private CommandRun compress(String... more) {
        List<Object> words = new ArrayList<>(List.of(
                "compress",
                model,
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
                "2"));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    private static void assertDone(Object... words) {
        CommandRun run = CommandRun.of(words);
        assertThat(run.exitCode()).as("%s: %s", words[0], run.err()).isEqualTo(ExitCode.DONE);
    }

    /** The graph with integers in place of the weights of both convolutions behind the input. */
    private static Graph quantised(Graph graph) {
        List<GraphEdit> edits = new ArrayList<>();
        edits.add(new GraphEdit.PutConstant("step", Tensor.scalar(STEP)));
        for (String name : List.of("enc1", "enc2")) {
            Node conv = graph.node(name);
            Tensor weights = Objects.requireNonNull(graph.constants().get(conv.input(1)));
            ByteBuffer steps =
                    ByteBuffer.allocate(Math.toIntExact(weights.shape().elements()));
            for (float weight : weights.toFloats()) {
                steps.put((byte) Math.round(weight / STEP));
            }
            edits.add(
                    new GraphEdit.PutConstant(name + ".q", Tensor.of(ElementType.INT8, weights.shape(), steps.flip())));
            edits.add(new GraphEdit.ReplaceNode(
                    name,
                    List.of(
                            new Node(
                                    name + ".x",
                                    "",
                                    "DynamicQuantizeLinear",
                                    List.of(conv.input(0)),
                                    List.of(name + ".x", name + ".s", name + ".z"),
                                    Attributes.NONE),
                            Node.of(
                                    "ConvInteger",
                                    name + ".i",
                                    conv.attributes(),
                                    name + ".x",
                                    name + ".q",
                                    name + ".z"),
                            Node.of("Cast", name + ".f", Attributes.NONE.with("to", 1), name + ".i"),
                            Node.of("Mul", name + ".m", Attributes.NONE, name + ".s", "step"),
                            Node.of("Mul", name, Attributes.NONE, name + ".f", name + ".m"))));
        }
        return GraphRewriter.apply(graph, edits);
    }
}
