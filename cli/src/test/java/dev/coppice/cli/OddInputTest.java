package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.coppice.cli.terminal.ExitCode;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.onnx.OnnxReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inputs that are no picture of single precision: every command works or says why not, none fails inside. */
class OddInputTest {
    private static final int DONE = ExitCode.DONE;
    private static final int REFUSED = ExitCode.WRONG_INPUT;

    @TempDir
    private Path folder;

    /** What the input is, and what inspect, prune and verify end with. */
    @SuppressWarnings("ImmutableEnumChecker") // the list is never changed
    enum Input {
        SCALAR(DONE, REFUSED, DONE, ElementType.FLOAT),
        VECTOR(DONE, REFUSED, DONE, ElementType.FLOAT, 8),
        ROWS(DONE, DONE, DONE, ElementType.FLOAT, 3, 8),
        ROWS_OF_ANY_NUMBER(DONE, DONE, DONE, ElementType.FLOAT, -1, 8),
        ROWS_OF_ANY_LENGTH(REFUSED, REFUSED, REFUSED, ElementType.FLOAT, -1, -1),
        TOKENS(DONE, DONE, DONE, ElementType.FLOAT, 1, 5, 8),
        SIGNAL(DONE, DONE, DONE, ElementType.FLOAT, 1, 3, 8),
        PICTURES(DONE, DONE, DONE, ElementType.FLOAT, 4, 3, 8, 8),
        OPEN_PICTURE(REFUSED, REFUSED, REFUSED, ElementType.FLOAT, 1, 3, -1, 8),
        BYTES(DONE, DONE, DONE, ElementType.UINT8, 1, 3, 8, 8),
        HALVES(DONE, DONE, DONE, ElementType.FLOAT16, 1, 3, 8, 8),
        DOUBLES(DONE, DONE, DONE, ElementType.DOUBLE, 1, 3, 8, 8),
        LONGS(DONE, DONE, DONE, ElementType.INT64, 1, 3, 8, 8),
        TRUTHS(DONE, DONE, DONE, ElementType.BOOL, 1, 3, 8, 8),
        VOLUME(DONE, DONE, DONE, ElementType.FLOAT, 1, 3, 4, 8, 8);

        private final int inspect;
        private final int prune;
        private final int verify;
        private final ElementType type;
        private final List<Dimension> dimensions;

        Input(int inspect, int prune, int verify, ElementType type, int... sizes) {
            this.inspect = inspect;
            this.prune = prune;
            this.verify = verify;
            this.type = type;
            this.dimensions = Arrays.stream(sizes)
                    .mapToObj(size -> size < 0 ? Dimension.open("any") : Dimension.of(size))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void every_command_works_or_says_why_not(Input input) throws IOException {
        Path model = write(graph(input));

        assertEnds(input.inspect, "inspect", model);
        assertEnds(input.prune, "prune", model, "--out", folder.resolve("small.onnx"), "--prune", "0.5");
        assertEnds(input.verify, "verify", model, model);
        others(model);
    }

    @Test
    void several_inputs_are_all_fed_where_no_pictures_are_read() throws IOException {
        Graph one = graph(Input.PICTURES);
        List<TensorInfo> inputs = List.of(
                new TensorInfo("steps", ElementType.INT64, List.of(Dimension.of(1))),
                one.inputs().get(0),
                new TensorInfo("z", ElementType.FLOAT, List.of(Dimension.open("N"), Dimension.of(16))),
                new TensorInfo("on", ElementType.BOOL, List.of()));
        List<Node> nodes = new ArrayList<>(one.nodes());
        nodes.removeIf(node -> node.output().equals("y"));
        nodes.add(Node.of("Cast", "s", Attributes.NONE.with("to", 1), "steps"));
        nodes.add(Node.of("Mul", "rs", Attributes.NONE, "r", "s"));
        nodes.add(Node.of("Reshape", "zz", Attributes.NONE, "z", "like"));
        nodes.add(Node.of("Add", "rz", Attributes.NONE, "rs", "zz"));
        nodes.add(Node.of("Where", "rw", Attributes.NONE, "on", "rz", "r"));
        nodes.add(Node.of("Conv", "c", Attributes.NONE, "rs", "w3"));
        nodes.add(Node.of("Conv", "d", Attributes.NONE, "c", "w2"));
        nodes.add(Node.of("Conv", "e", Attributes.NONE, "rw", "w4"));
        nodes.add(Node.of("Add", "y", Attributes.NONE, "d", "e"));
        Map<String, Tensor> constants = new HashMap<>(one.constants());
        constants.put("like", Tensor.vector(4, 16, 1, 1));
        constants.put("w4", Normal.tensor(5, Shape.of(2, 16, 1, 1)));
        constants.put("w3", Normal.tensor(4, Shape.of(16, 16, 1, 1)));
        Path model = write(new Graph("several", inputs, one.outputs(), nodes, constants));
        Path small = folder.resolve("small.onnx");

        assertEnds(DONE, "inspect", model);
        assertEnds(DONE, "verify", model, model);
        CommandRun pruned = CommandRun.of("prune", model, "--out", small, "--prune", "0.5");
        assertThat(pruned.exitCode()).as(pruned.err()).isEqualTo(DONE);
        assertThat(pruned.out()).contains("16 → 8 channels");
        assertThat(OnnxReader.read(small).inputs()).isEqualTo(inputs);
        others(model);
        CommandRun evaluated = CommandRun.of(
                "evaluate",
                model,
                "--data",
                Toys.data(folder),
                "--mean",
                "0,0,0",
                "--std",
                "9,9,9",
                "--classes",
                "dark,light");
        assertThat(evaluated.err())
                .contains("reads more than pictures: [steps INT64 1, z FLOAT N×16, on BOOL ] beside 'x'");
    }

    @Test
    void no_input_at_all() throws IOException {
        Node node = Node.of("Relu", "y", Attributes.NONE, "w");
        Map<String, Tensor> constants = Map.of("w", Tensor.floats(Shape.of(2), 1, 2));
        TensorInfo y = new TensorInfo("y", ElementType.FLOAT, List.of());
        Path model = write(new Graph("none", List.of(), List.of(y), List.of(node), constants));

        assertEnds(REFUSED, "inspect", model);
        assertEnds(REFUSED, "prune", model, "--out", folder.resolve("small.onnx"), "--prune", "0");
        others(model);
    }

    @Test
    void an_input_that_is_an_output_too() throws IOException {
        Graph one = graph(Input.PICTURES);
        Path model = write(new Graph(
                "through",
                one.inputs(),
                List.of(one.outputs().get(0), one.inputs().get(0)),
                one.nodes(),
                one.constants()));

        assertEnds(DONE, "inspect", model);
        assertEnds(DONE, "prune", model, "--out", folder.resolve("small.onnx"), "--prune", "0.5");
    }

    @Test
    void an_input_without_a_declared_shape() throws IOException {
        Path model = write(graph(Input.PICTURES));
        ModelProto.Builder proto = ModelProto.parseFrom(Files.readAllBytes(model)).toBuilder();
        GraphProto.Builder graph = proto.getGraphBuilder();
        graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape();
        Files.write(model, proto.build().toByteArray());

        assertThat(CommandRun.of("inspect", model).err()).contains("'x': it declares no shape");
        assertEnds(REFUSED, "prune", model, "--out", folder.resolve("small.onnx"), "--prune", "0.5");
    }

    @Test
    void a_quantised_network_is_cut_and_stays_quantised() throws IOException {
        Graph plain = graph(Input.PICTURES);
        Map<String, Tensor> constants = new HashMap<>(plain.constants());
        constants.put("w8", Tensor.of(ElementType.INT8, Shape.of(16, 3, 1, 1), ByteBuffer.allocate(48)));
        constants.put("s", Tensor.scalar(0.1f));
        List<Node> nodes = new ArrayList<>(plain.nodes());
        nodes.add(0, Node.of("DequantizeLinear", "w", Attributes.NONE, "w8", "s"));
        constants.remove("w");
        Path model = write(new Graph("q", plain.inputs(), plain.outputs(), nodes, constants));

        CommandRun run = CommandRun.of("prune", model, "--out", folder.resolve("small.onnx"), "--prune", "0.5");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(DONE);
        Graph small = OnnxReader.read(folder.resolve("small.onnx"));
        assertThat(small.constants().get("w8")).hasToString("INT8 8×3×1×1");
    }

    private void others(Path model) throws IOException {
        Path data = Toys.data(folder);
        List.of("evaluate", "analyze", "compress", "sensitivity", "sweep").forEach(command -> {
            List<Object> words = new ArrayList<>(List.of(command, model, "--data", data));
            if (!command.equals("evaluate")) {
                words.addAll(List.of("--out", folder.resolve(command)));
            }
            if (List.of("compress", "sweep").contains(command)) {
                words.addAll(List.of("--prune", "0.5", "--epochs", "0"));
            }
            words.addAll(List.of("--mean", "0,0,0", "--std", "9,9,9", "--classes", "dark,light", "--output", "y"));
            assertThat(CommandRun.of(words.toArray())).satisfies(OddInputTest::speaksForItself);
        });
    }

    private static void assertEnds(int exitCode, Object... words) {
        CommandRun run = CommandRun.of(words);
        speaksForItself(run);
        assertThat(run.exitCode()).as("%s: %s", words[0], run.err()).isEqualTo(exitCode);
    }

    private static void speaksForItself(CommandRun run) {
        assertThat(run.err()).doesNotContain("Internal error", "onnxruntime", "Exception");
        assertThat(run.exitCode()).as(run.err()).isIn(DONE, REFUSED);
    }

    private Path write(Graph graph) throws IOException {
        return Files.write(folder.resolve("model.onnx"), OnnxWriter.bytes(graph, WriteOptions.PLAIN));
    }

    /** Two layers behind a Cast: convolutions where the input has channels first, products over its last axis elsewhere. */
    private static Graph graph(Input input) {
        List<Dimension> dims = input.dimensions;
        boolean isMap = dims.size() > 3 || input == Input.SIGNAL;
        Map<String, Tensor> constants = new HashMap<>();
        int[] first = isMap ? new int[] {16, 3, 1, 1, 1} : new int[] {8, 16};
        int[] second = isMap ? new int[] {2, 16, 1, 1, 1} : new int[] {16, 2};
        constants.put("w", Normal.tensor(3, isMap ? Shape.of(Arrays.copyOf(first, dims.size())) : Shape.of(first)));
        constants.put("w2", Normal.tensor(3, isMap ? Shape.of(Arrays.copyOf(second, dims.size())) : Shape.of(second)));
        String op = dims.isEmpty() ? "Mul" : isMap ? "Conv" : "MatMul";
        List<Node> nodes = List.of(
                Node.of("Cast", "f", Attributes.NONE.with("to", 1), "x"),
                Node.of(op, "a", Attributes.NONE, "f", "w"),
                Node.of("Relu", "r", Attributes.NONE, "a"),
                dims.isEmpty()
                        ? Node.of("Relu", "y", Attributes.NONE, "r")
                        : Node.of(op, "y", Attributes.NONE, "r", "w2"));
        return new Graph(
                "odd",
                List.of(new TensorInfo("x", input.type, dims)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                nodes,
                constants);
    }
}
