package dev.coppice.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.onnx.OnnxReader;
import dev.coppice.models.onnx.RandomWeights;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs with a fixed batch: once it is opened, each image gives the same outputs as before. */
class FixedBatchTest {
    /** The tolerance between the same kernels on different numbers of images. */
    private static final double SAME_KERNELS = 2e-5;

    private static final Shape IMAGE = Shape.of(1, 4, 6, 8);

    /** A graph from x to y. */
    record Case(String name, int batch, String obstacle, Consumer<Draft> nodes) {
        Network network() {
            Draft draft = new Draft();
            nodes.accept(draft);
            List<Dimension> dimensions = new ArrayList<>();
            for (int size : IMAGE.with(0, batch).sizes()) {
                dimensions.add(Dimension.of(size));
            }
            TensorInfo x = new TensorInfo("x", ElementType.FLOAT, dimensions);
            TensorInfo y = new TensorInfo("y", ElementType.FLOAT, List.of());
            Graph graph = new Graph(name, List.of(x), List.of(y), draft.nodes, draft.constants);
            return new Network(graph, NetworkCard.unknown(name, "x", IMAGE, "y"));
        }

        @Override
        public String toString() {
            return name + ", " + batch + " at once";
        }
    }

    /** A draft of nodes, in order. */
    static final class Draft {
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, Tensor> constants = new LinkedHashMap<>();
        private final Random random = new Random(1);

        Draft node(String op, String output, Attributes attributes, String... inputs) {
            nodes.add(Node.of(op, output, attributes, inputs));
            return this;
        }

        Draft node(Node node) {
            nodes.add(node);
            return this;
        }

        Draft node(String op, String output, String... inputs) {
            return node(op, output, Attributes.NONE, inputs);
        }

        String vector(long... values) {
            return put(Tensor.vector(values));
        }

        String indices(Shape shape, long... values) {
            return put(Tensor.longs(shape, values));
        }

        String weight(int... sizes) {
            return put(Normal.tensor(random, 1, sizes));
        }

        private String put(Tensor tensor) {
            String name = "c" + constants.size();
            constants.put(name, tensor);
            return name;
        }
    }

    static Stream<Case> opened() {
        return Stream.of(1, 2)
                .flatMap(b -> Stream.of(
                        open("rows", b, d -> d.node("Reshape", "r", "x", d.vector(b, 192))
                                .node("Gemm", "y", "r", d.weight(192, 5), d.weight(5))),
                        open("the batch as what is left", b, d -> d.node("Reshape", "r", "x", d.vector(-1, 4, 48))
                                .node("MatMul", "y", "r", d.weight(48, 3))),
                        open("another axis as what is left", b, d -> d.node("Reshape", "r", "x", d.vector(b, 4, -1))
                                .node("Softmax", "y", Attributes.NONE.with("axis", 2), "r")),
                        open("heads merged with the batch", b, d -> d.node("Reshape", "h", "x", d.vector(b * 2, 2, 48))
                                .node("Transpose", "t", Attributes.NONE.with("perm", 0, 2, 1), "h")
                                .node("MatMul", "a", "t", "h")
                                .node("Softmax", "s", "a")
                                .node("MatMul", "m", "h", "s")
                                .node("Reshape", "y", "m", d.vector(b, 4, 6, 8))),
                        open("sequence first", b, d -> d.node("Reshape", "r", "x", d.vector(b, 4, 48))
                                .node("Transpose", "t", Attributes.NONE.with("perm", 2, 0, 1), "r")
                                .node("Reshape", "h", "t", d.vector(48, b * 2, 2))
                                .node("Transpose", "s", Attributes.NONE.with("perm", 1, 0, 2), "h")
                                .node("Softmax", "n", "s")
                                .node("Reshape", "y", "n", d.vector(b, 2, 48, 2))),
                        open("flattened", b, d -> d.node("Flatten", "f", "x")
                                .node("MatMul", "y", "f", d.weight(192, 3))),
                        open("resized to sizes", b, d -> d.node("Resize", "y", "x", "", "", d.vector(b, 4, 12, 16))),
                        open("means in squeezed axes", b, d -> d.node("ReduceMean", "m", "x", d.vector(2, 3))
                                .node("Squeeze", "s", "m", d.vector(2, 3))
                                .node("Unsqueeze", "u", "s", d.vector(1, 3))
                                .node("Transpose", "t", Attributes.NONE.with("perm", 0, 2, 1, 3), "u")
                                .node("Mul", "y", "x", "t")),
                        open("expanded, sliced, padded, joined, gathered", b, d -> d.node(
                                        "ReduceMax", "m", "x", d.vector(2))
                                .node("Expand", "e", "m", d.vector(b, 4, 6, 8))
                                .node("Slice", "s", "e", d.vector(1), d.vector(3), d.vector(1))
                                .node("Pad", "p", "s", d.vector(0, 1, 0, 0, 0, 0, 0, 0))
                                .node("Gather", "g", Attributes.NONE.with("axis", 1), "x", d.vector(0, 2, 1))
                                .node("Concat", "y", Attributes.NONE.with("axis", 1), "p", "g", "x")),
                        open("as columns", b, d -> d.node("Reshape", "r", "x", d.vector(b, 192))
                                .node("Transpose", "t", "r")
                                .node("MatMul", "m", d.weight(5, 192), "t")
                                .node("Transpose", "y", "m")),
                        open("convolved after windows", b, d -> d.node("Reshape", "w", "x", d.vector(b, 4, 2, 3, 2, 4))
                                .node("Transpose", "t", Attributes.NONE.with("perm", 0, 2, 4, 1, 3, 5), "w")
                                .node("Reshape", "b", "t", d.vector(b * 4, 4, 3, 4))
                                .node("Conv", "c", "b", d.weight(4, 4, 1, 1))
                                .node("Reshape", "u", "c", d.vector(b, 2, 2, 4, 3, 4))
                                .node("Transpose", "v", Attributes.NONE.with("perm", 0, 3, 1, 4, 2, 5), "u")
                                .node("Reshape", "y", "v", d.vector(b, 4, 6, 8)))));
    }

    /** What was folded for one image is repeated for each. */
    static Stream<Case> repeated() {
        Attributes channels = Attributes.NONE.with("axis", 1);
        Attributes first = Attributes.NONE.with("perm", 2, 3, 0, 1);
        return Stream.of(
                open("class token", 1, d -> d.node("Reshape", "r", "x", d.vector(1, 4, 48))
                        .node("Concat", "y", channels, d.weight(1, 1, 48), "r")),
                open("one constant twice", 1, d -> {
                    String places = d.weight(1, 2, 6, 8);
                    d.node("Concat", "a", channels, "x", places).node("Concat", "y", channels, places, "a");
                }),
                open("places of samples", 1, d -> d.node("GridSample", "y", "x", d.weight(1, 3, 5, 2))),
                open("a recurrent state", 1, d -> d.node("Reshape", "r", "x", d.vector(1, 4, 48))
                        .node("Transpose", "t", Attributes.NONE.with("perm", 1, 0, 2), "r")
                        .node(new Node(
                                "g",
                                "",
                                "GRU",
                                List.of("t", d.weight(1, 9, 48), d.weight(1, 9, 3), "", "", d.weight(1, 1, 3)),
                                List.of("s", "last"),
                                Attributes.NONE.with("hidden_size", 3)))
                        .node("Squeeze", "l", "last", d.vector(0))
                        .node("Squeeze", "q", "s", d.vector(1))
                        .node("Add", "sum", "q", "l")
                        .node("Transpose", "y", Attributes.NONE.with("perm", 1, 0, 2), "sum")),
                open("entries behind", 1, d -> d.node("Transpose", "t", first, "x")
                        .node("GatherND", "g", "t", d.indices(Shape.of(3, 2), 2, 1, 1, 0, 5, 7))
                        .node("Transpose", "y", Attributes.NONE.with("perm", 1, 0, 2), "g")),
                open(
                        "entries of each",
                        1,
                        d -> d.node(
                                "GatherND",
                                "y",
                                Attributes.NONE.with("batch_dims", 1),
                                "x",
                                d.indices(Shape.of(1, 2, 1), 3, 0))),
                open(
                        "entries along an axis",
                        1,
                        d -> d.node("GatherElements", "y", channels, "x", d.indices(Shape.of(1, 2, 1, 1), 3, 0))),
                open("entries written", 1, d -> d.node("Transpose", "t", first, "x")
                        .node("ScatterND", "s", "t", d.indices(Shape.of(2, 2), 1, 1, 0, 5), d.weight(2, 1, 4))
                        .node("Transpose", "y", first, "s")),
                open("a triangle", 1, d -> d.node("Trilu", "y", "x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void repeated(Case c) {
        opened(c);
    }

    static Stream<Case> refused() {
        return Stream.of(
                new Case("a token for each image", 2, "'y' (Concat) holds values 2×1×48 along the batch", d -> d.node(
                                "Reshape", "r", "x", d.vector(2, 4, 48))
                        .node("Concat", "y", Attributes.NONE.with("axis", 1), d.weight(2, 1, 48), "r")),
                new Case(
                        "an image chosen",
                        2,
                        "'y' (GatherND) chooses among images",
                        d -> d.node("GatherND", "y", "x", d.vector(1))),
                new Case(
                        "first of the batch",
                        2,
                        "'y' (Slice) takes a part of the batch",
                        d -> d.node("Slice", "y", "x", d.vector(0), d.vector(1), d.vector(0))),
                new Case(
                        "across the batch",
                        2,
                        "'y' (Softmax) works along the batch",
                        d -> d.node("Softmax", "y", Attributes.NONE.with("axis", 0), "x")),
                new Case(
                        "one value an image",
                        2,
                        "'y' (Mul) holds values 2×1×1×1 along the batch",
                        d -> d.node("Mul", "y", "x", d.weight(2, 1, 1, 1))),
                new Case("batch summed", 2, "'y' (MatMul) multiplies values of different images", d -> d.node(
                                "Reshape", "r", "x", d.vector(2, 192))
                        .node("Transpose", "t", "r")
                        .node("MatMul", "y", "t", "r")),
                new Case("images interleaved", 2, "'r' (Reshape) mixes values of several images", d -> d.node(
                                "Transpose", "t", Attributes.NONE.with("perm", 1, 0, 2, 3), "x")
                        .node("Reshape", "r", "t", d.vector(2, 4, 48))
                        .node("Relu", "y", "r")),
                new Case("batch squeezed", 1, "'s' (Squeeze) takes the axis of the batch away", d -> d.node(
                                "Squeeze", "s", "x", d.vector(0))
                        .node("Unsqueeze", "y", "s", d.vector(0))));
    }

    private static Case open(String name, int batch, Consumer<Draft> nodes) {
        return new Case(name, batch, "", nodes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void opened(Case c) {
        Network network = c.network();

        Network opened = network.forBatch(3 * c.batch);

        assertThat(opened.graph().inputs().get(0).dimensions().get(0).isFixed()).isFalse();
        same(network, opened, 3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(Case c) {
        Network network = c.network();

        assertThat(network.batchObstacle(3)).get().asString().contains(c.obstacle);
        assertThat(network.batchObstacle(c.batch)).isEmpty();
        assertThatThrownBy(() -> network.forBatch(3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("fixes its batch at " + c.batch + " and takes no 3 images: node ")
                .hasMessageContaining(c.obstacle);
    }

    @Test
    void an_output_that_fixes_the_batch_does_not_keep_the_others_from_it() {
        Network network =
                new Case("two", 1, "", d -> d.node("Relu", "y", "x").node("Squeeze", "z", "y", d.vector(0))).network();
        TensorInfo z = new TensorInfo("z", ElementType.FLOAT, List.of());
        Graph graph = network.graph();
        Network both = network.with(
                new Graph("two", graph.inputs(), List.of(graph.outputs().get(0), z), graph.nodes(), graph.constants()));

        Network opened = both.forBatch(2);

        assertThat(opened.graph().outputs()).extracting(TensorInfo::name).containsExactly("y");
        same(both, opened, 2);
    }

    @Test
    void a_truncated_network_is_written_at_the_batch_that_it_fixes() {
        Network network = new Case("rows", 2, "", d -> d.node("Reshape", "r", "x", d.vector(2, 4, 48))
                        .node("Concat", "j", Attributes.NONE.with("axis", 1), "r", d.weight(2, 1, 48))
                        .node("Reshape", "m", "j", d.vector(2, 5, 6, 8))
                        .node(new Resample(Resampling.AREA, Grid.parse("1/2")).node("m", "y")))
                .network();

        byte[] model = OnnxWriter.bytes(network);

        try (OnnxSession session = OnnxSession.open(model, "truncated", 1)) {
            Tensor y = session.run(Normal.tensor(1, IMAGE.with(0, 2)), "y");
            assertThat(y.shape()).isEqualTo(Shape.of(2, 5, 3, 4));
        }
    }

    /** Every shared test network works on each image alone. */
    @Test
    void shared_networks_are_opened_where_they_can_be() throws IOException {
        Path shared = Path.of(System.getProperty("coppice.shared"));
        assumeThat(shared.resolve("cases")).as("shared networks").matches(Files::exists);
        Set<String> stay = new TreeSet<>();
        int opened = 0;
        for (Path file : files(shared.resolve("cases"), shared.resolve("zoo").resolve("small"))) {
            Network network = fixed(file);
            if (network == null) {
                continue;
            }
            String obstacle = network.batchObstacle(2 * network.batch()).orElse("");
            if (obstacle.isEmpty()) {
                same(network, network.forBatch(2 * network.batch()), 2);
                opened++;
            } else {
                stay.add(file.getFileName() + ": " + obstacle);
            }
        }

        assertThat(stay).isEmpty();
        assertThat(opened).isGreaterThanOrEqualTo(19);
    }

    /** A float network with a fixed batch; null for any other. */
    private static @Nullable Network fixed(Path file) {
        try {
            Graph graph = OnnxReader.readModel(file, new RandomWeights(1)).graph();
            List<Dimension> x = graph.inputs().get(0).dimensions();
            boolean usable = graph.inputs().size() == 1
                    && x.size() == 4
                    && graph.inputs().get(0).type() == ElementType.FLOAT
                    && graph.outputs().get(0).type() == ElementType.FLOAT
                    && x.stream().allMatch(Dimension::isFixed);
            if (!usable) {
                return null;
            }
            Shape image = Shape.of(x.stream().mapToInt(Dimension::size).toArray());
            String input = graph.inputs().get(0).name();
            return new Network(
                    graph,
                    NetworkCard.unknown(
                            "shared", input, image, graph.outputs().get(0).name()));
        } catch (InvalidInputException e) {
            return null;
        }
    }

    private static List<Path> files(Path... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(f -> f.toString().endsWith(".onnx")).sorted().forEach(files::add);
            }
        }
        return files;
    }

    /** Compares this many fixed batches, at once and one after the other. */
    private static void same(Network fixed, Network opened, int times) {
        String y = fixed.card().output().name();
        Shape one = fixed.inputShape(fixed.batch());
        Random random = new Random(2);
        List<float[]> parts = new ArrayList<>();
        List<float[]> expected = new ArrayList<>();
        try (OnnxSession session = session(fixed)) {
            for (int i = 0; i < times; i++) {
                Tensor x = Normal.tensor(random, 1, one.sizes());
                parts.add(x.toFloats());
                expected.add(session.run(x, y).toFloats());
            }
        }
        Shape all = one.with(0, times * one.size(0));
        try (OnnxSession session = session(opened)) {
            float[] actual = session.run(Tensor.floats(all, joined(parts)), y).toFloats();
            assertThat(difference(actual, joined(expected)))
                    .as(fixed.graph().name())
                    .isLessThan(SAME_KERNELS);
        }
    }

    /** The largest difference as a share of the largest value; NaN counts as a mismatch. */
    private static double difference(float[] actual, float... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 1e-6;
        double difference = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            double own = Math.abs(actual[i] - expected[i]);
            difference = Double.isNaN(own) ? Double.MAX_VALUE : Math.max(difference, own);
        }
        return difference / largest;
    }

    private static OnnxSession session(Network network) {
        byte[] model = OnnxWriter.bytes(network.graph(), WriteOptions.PLAIN);
        return OnnxSession.open(OnnxSource.memory(model, "test").like(network.graph()), 1);
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
