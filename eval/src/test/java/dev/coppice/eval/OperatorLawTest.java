package dev.coppice.eval;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.compress.importance.L1Norm;
import dev.coppice.compress.plan.ChannelWidths;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.plan.PruningScope;
import dev.coppice.compress.prune.ChannelPruning;
import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.OnnxReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators between two convolutions: shapes are those of ONNX Runtime, and the pruned network equals the masked one. */
class OperatorLawTest {
    private static final int SIDE = 8;

    /**
     * A network.
     *
     * @param layers the layers that lose half of their channels
     */
    private record Case(String name, Network network, Set<String> layers) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static NetworkBuilder start() {
        return NetworkBuilder.initialised(Shape.of(1, 3, SIDE, SIDE), 7)
                .conv("a", IMAGE, 8)
                .node("Relu", "r", "a");
    }

    private static Case of(String name, NetworkBuilder builder, String... layers) {
        return new Case(name, builder.conv("head", "y", 2).to("head"), Set.of(layers));
    }

    private static Case einsum(String equation, NetworkBuilder builder, String... layers) {
        return of("Einsum " + equation, builder, layers);
    }

    private static Attributes equation(String text) {
        return Attributes.NONE.with("equation", text);
    }

    static List<Case> cases() {
        return List.of(
                einsum(
                        "bcn,bcm->bnm",
                        start().conv("q", "r", 6, 1)
                                .conv("k", "r", 6, 1)
                                .conv("v", "r", 4, 1)
                                .integers("flat", 0, 0, -1)
                                .integers("map", 0, 0, SIDE, SIDE)
                                .node("Reshape", "qs", "q", "flat")
                                .node("Reshape", "ks", "k", "flat")
                                .node("Reshape", "vs", "v", "flat")
                                .node("Einsum", "scores", equation("bcn, bcm -> bnm"), "qs", "ks")
                                .node("Softmax", "weights", Attributes.NONE.with("axis", -1), "scores")
                                .node("Einsum", "mixed", equation("bcm,bnm->bcn"), "vs", "weights")
                                .node("Reshape", "y", "mixed", "map"),
                        "a",
                        "q",
                        "k",
                        "v"),
                einsum(
                        "...chw,...chw->...chw",
                        start().conv("b", IMAGE, 8).node("Einsum", "y", equation("...chw,...chw->...chw"), "r", "b"),
                        "a",
                        "b"),
                einsum(
                        "bchw,c",
                        start().normal("scale", 1, 8).node("Einsum", "y", equation("bchw,c->bchw"), "r", "scale"),
                        "a"),
                einsum(
                        "bchw,bkhw->bcwk",
                        start().conv("b", IMAGE, 6).node("Einsum", "y", equation("bchw,bkhw->bckw"), "r", "b"),
                        "a"),
                einsum("bchw->bcwh", start().node("Einsum", "y", equation("bchw->bcwh"), "r"), "a"),
                einsum(
                        "implicit",
                        start().normal("mix", 1, SIDE, SIDE).node("Einsum", "y", equation("abcd,de"), "r", "mix"),
                        "a"),
                of(
                        "GatherND",
                        start().node("Transpose", "t", Attributes.NONE.with("perm", 2, 3, 0, 1), "r")
                                .constant("at", Tensor.longs(Shape.of(3, 2), 0, 1, 7, -1, 2, 2))
                                .node("GatherND", "g", "t", "at")
                                .node("Transpose", "u", Attributes.NONE.with("perm", 1, 2, 0), "g")
                                .integers("last", 3)
                                .node("Unsqueeze", "y", "u", "last"),
                        "a"),
                of(
                        "GatherElements",
                        start().constant(
                                        "at",
                                        Tensor.longs(
                                                Shape.of(1, 8, 2, SIDE),
                                                IntStream.range(0, 16 * SIDE)
                                                        .mapToLong(i -> i % SIDE)
                                                        .toArray()))
                                .node("GatherElements", "y", Attributes.NONE.with("axis", 2), "r", "at"),
                        "a"),
                of(
                        "ScatterElements",
                        start().conv("b", IMAGE, 8)
                                .constant(
                                        "at",
                                        Tensor.longs(
                                                Shape.of(1, 8, SIDE, SIDE),
                                                IntStream.range(0, 8 * SIDE * SIDE)
                                                        .mapToLong(i -> SIDE - 1 - i % SIDE)
                                                        .toArray()))
                                .node("ScatterElements", "y", Attributes.NONE.with("axis", 3), "r", "at", "b"),
                        "a",
                        "b"),
                of(
                        "ScatterND",
                        start().normal("rows", 1, 2, SIDE, 1, 8)
                                .constant("at", Tensor.longs(Shape.of(2, 1), 6, 0))
                                .node("Transpose", "t", Attributes.NONE.with("perm", 2, 3, 0, 1), "r")
                                .node("ScatterND", "s", "t", "at", "rows")
                                .node("Transpose", "y", Attributes.NONE.with("perm", 2, 3, 0, 1), "s"),
                        "a"),
                folded(
                        "ScatterND of a range",
                        start().conv("b", IMAGE, 8)
                                .integers("start", 2)
                                .integers("end", 5)
                                .integers("axis", 3)
                                .node("Slice", "part", "b", "start", "end", "axis")
                                .constant("at", grid(1, 8, SIDE, 3))
                                .node("ScatterND", "y", "r", "at", "part"),
                        "a",
                        "b"),
                folded(
                        "Einsum of dense layers",
                        start().integers("flat", 0, 0, -1)
                                .integers("map", 0, 6, SIDE, SIDE)
                                .normal("q.weight", 1, 8, 2, 5)
                                .normal("o.weight", 1, 2, 5, 6)
                                .node("Reshape", "f", "r", "flat")
                                .node("Transpose", "t", Attributes.NONE.with("perm", 0, 2, 1), "f")
                                .node("Einsum", "q", equation("abc,cde->abde"), "t", "q.weight")
                                .node("Einsum", "o", equation("abde,def->abf"), "q", "o.weight")
                                .node("Transpose", "u", Attributes.NONE.with("perm", 0, 2, 1), "o")
                                .node("Reshape", "y", "u", "map"),
                        "a"),
                of(
                        "MaxUnpool",
                        start().parts(
                                        "MaxPool",
                                        List.of("p", "at"),
                                        Attributes.NONE
                                                .with("kernel_shape", 2, 2)
                                                .with("strides", 2, 2),
                                        "r")
                                .conv("b", "p", 8)
                                .node(
                                        "MaxUnpool",
                                        "y",
                                        Attributes.NONE
                                                .with("kernel_shape", 2, 2)
                                                .with("strides", 2, 2),
                                        "b",
                                        "at"),
                        "a",
                        "b"),
                of(
                        "Gather of a table",
                        start().constant("at", Tensor.longs(Shape.of(2, 3), 0, 1, 2, 5, 6, 7))
                                .node("Gather", "g", Attributes.NONE.with("axis", 2), "r", "at")
                                .integers("flat", 0, 8, 6, SIDE)
                                .node("Reshape", "y", "g", "flat"),
                        "a"),
                of(
                        "Col2Im",
                        start().conv("b", "r", 16, 1)
                                .integers("flat", 0, 0, -1)
                                .integers("size", 2 * SIDE, 2 * SIDE)
                                .integers("block", 2, 2)
                                .node("Reshape", "columns", "b", "flat")
                                .node("Col2Im", "y", Attributes.NONE.with("strides", 2, 2), "columns", "size", "block"),
                        "a",
                        "b"),
                of("Conv with computed weights", mixed(1, 6, 8, 3, 3), "mixed"),
                of("Conv with computed weights for each channel", mixed(8, 8, 1, 3, 3), "a", "mixed"),
                of("GridSample", start().normal("grid", 1, 1, 5, 6, 2).node("GridSample", "y", "r", "grid"), "a"),
                of("GRU", recurrent("GRU", 3), "a"),
                of("LSTM", recurrent("LSTM", 4), "a"),
                of("RNN", recurrent("RNN", 1), "a"));
    }

    /** As the reader makes it of its file, which fixes the batch. */
    private static Case folded(String name, NetworkBuilder builder, String... layers) {
        Case plain = of(name, builder, layers);
        Graph graph = plain.network().graph();
        TensorInfo image = new TensorInfo(
                IMAGE,
                ElementType.FLOAT,
                Stream.of(1, 3, SIDE, SIDE).map(Dimension::of).toList());
        Graph fixed = new Graph(name, List.of(image), graph.outputs(), graph.nodes(), graph.constants());
        Graph read = OnnxReader.parse(OnnxWriter.bytes(plain.network().with(fixed)), name);
        return new Case(name, plain.network().with(read), plain.layers());
    }

    /** The positions N×C×H×W×4 of a range of columns from 2 on. */
    private static Tensor grid(int... sizes) {
        Shape shape = Shape.of(sizes);
        long[] positions = new long[Math.toIntExact(shape.elements()) * sizes.length];
        for (int i = 0; i < positions.length; i++) {
            int axis = i % sizes.length;
            int at = i / sizes.length / shape.product(axis + 1, sizes.length) % sizes[axis];
            positions[i] = axis == 3 ? at + 2 : at;
        }
        return Tensor.longs(Shape.of(sizes[0], sizes[1], sizes[2], sizes[3], sizes.length), positions);
    }

    /** A convolution by weights of this shape that a product of the means of its map gives. */
    private static NetworkBuilder mixed(int groups, int... shape) {
        Attributes window = Attributes.NONE.with("group", groups).with("pads", 1, 1, 1, 1);
        return start().normal("mixed.weight", 1, Shape.of(shape).product(0, shape.length), 8)
                .node("GlobalAveragePool", "g", "r")
                .node("Flatten", "f", "g")
                .node("Gemm", "mixed", Attributes.NONE.with("transB", 1), "f", "mixed.weight")
                .integers("kernel", shape[0], shape[1], shape[2], shape[3])
                .node("Reshape", "k", "mixed", "kernel")
                .node("Conv", "y", window, "r", "k");
    }

    private static NetworkBuilder recurrent(String op, int gates) {
        int hidden = 5;
        return start().integers("width", 3)
                .normal("w", 1, 1, gates * hidden, 8)
                .normal("u", 1, 1, gates * hidden, hidden)
                .node("ReduceMean", "m", Attributes.NONE.with("keepdims", 0), "r", "width")
                .node("Transpose", "t", Attributes.NONE.with("perm", 2, 0, 1), "m")
                .node(op, "s", Attributes.NONE.with("hidden_size", hidden), "t", "w", "u")
                .node("Transpose", "y", Attributes.NONE.with("perm", 2, 3, 0, 1), "s");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shapes_are_those_of_the_runtime(Case c) {
        Network network = c.network();
        List<TensorInfo> all = network.graph().nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(name -> !name.equals("at"))
                .map(name -> new TensorInfo(name, ElementType.FLOAT, List.of()))
                .toList();
        Network open = network.with(GraphRewriter.apply(network.graph(), List.of(new GraphEdit.DeclareOutputs(all))));

        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(open), c.name())) {
            Map<String, Shape> run = session.run(Normal.tensor(3, network.inputShape(1))).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, e -> e.getValue().shape()));
            assertThat(network.shapes(1).asMap()).containsAllEntriesOf(run);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_pruned_network_equals_its_masked_original(Case c) {
        Network original = c.network();
        CompressionPlan plan = new ChannelPruning(
                        new PruningRatio(0.5), PruningScope.LAYER, new L1Norm(), ChannelWidths.ANY)
                .plan(original);

        Network pruned = PruningLaw.check(original, plan, 5);

        for (String layer : c.layers()) {
            String weights = layer + ".weight";
            assertThat(pruned.graph().constant(weights).orElseThrow().shape().size(0))
                    .as("channels of '%s' that are left", layer)
                    .isLessThan(original.graph()
                            .constant(weights)
                            .orElseThrow()
                            .shape()
                            .size(0));
        }
    }
}
