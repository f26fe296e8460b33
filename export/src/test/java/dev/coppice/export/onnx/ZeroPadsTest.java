package dev.coppice.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.onnx.OnnxReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pads that ONNX Runtime would merge into the next operator; outputs must be those of the file. */
class ZeroPadsTest {
    private static final int SIDE = 6;
    private static final Attributes WINDOW =
            Attributes.NONE.with("kernel_shape", 3, 3).with("strides", 2, 2);

    /** A convolution that gives −1 everywhere; for channels last with Transposes around the Pad. */
    private static Graph graph(Attributes pool, String op, boolean channelsLast, String before) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of("Conv", "conv", Attributes.NONE, "x", "w", "b"));
        String last = "conv";
        if (!before.isEmpty()) {
            nodes.add(Node.of(before, "before", Attributes.NONE, last));
            last = "before";
        }
        if (channelsLast) {
            nodes.add(Node.of("Transpose", "last", Attributes.NONE.with("perm", 0, 2, 3, 1), last));
            nodes.add(Node.of("Pad", "padded", Attributes.NONE, "last", "amounts"));
            nodes.add(Node.of("Transpose", "first", Attributes.NONE.with("perm", 0, 3, 1, 2), "padded"));
        } else {
            nodes.add(Node.of("Pad", "padded", Attributes.NONE, last, "amounts"));
        }
        List<String> inputs = new ArrayList<>(List.of(channelsLast ? "first" : "padded"));
        if (op.equals("Conv")) {
            inputs.add("ones");
        }
        nodes.add(new Node("y", "", op, inputs, List.of("y"), pool));
        List<Dimension> axes = List.of(Dimension.open("N"), Dimension.of(1), Dimension.of(SIDE), Dimension.of(SIDE));
        return new Graph(
                "pads",
                List.of(new TensorInfo("x", ElementType.FLOAT, axes)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                nodes,
                Map.of(
                        "w", Tensor.floats(Shape.of(1, 1, 1, 1), 0),
                        "b", Tensor.floats(Shape.of(1), -1),
                        "ones", Tensor.floats(Shape.of(1, 1, 3, 3), 1, 1, 1, 1, 1, 1, 1, 1, 1),
                        "amounts",
                                channelsLast
                                        ? Tensor.vector(0, 1, 1, 0, 0, 1, 1, 0)
                                        : Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1)));
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 1", "true, 1"})
    void a_max_pool_sees_the_zeros_of_a_pad_before_it(boolean channelsLast, int own) {
        Graph graph = graph(WINDOW.with("pads", own, own, own, own), "MaxPool", channelsLast, "");

        float[] y = optimized(graph);

        // the first window covers zeros of the border, one in the middle only −1
        assertThat(y[0]).isZero();
        assertThat(own == 0 ? y[y.length / 2] : -1).isEqualTo(-1);
        assertThat(y).containsExactly(asWritten(graph));
    }

    @ParameterizedTest
    @CsvSource({
        "AveragePool, 0, 0",
        "AveragePool, 0, 1",
        "AveragePool, 1, 0",
        "AveragePool, 1, 1",
        "LpPool, 0, 0",
        "Conv, 0, 0",
        "Conv, 1, 0"
    })
    void what_else_reads_a_pad_is_merged_with_it_rightly(String op, int own, int countsPads) {
        Attributes window = WINDOW.with("pads", own, own, own, own);
        Graph graph =
                graph(op.equals("AveragePool") ? window.with("count_include_pad", countsPads) : window, op, true, "");

        float[] expected = asWritten(graph);
        float[] y = optimized(graph);

        for (int i = 0; i < expected.length; i++) {
            assertThat(y[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @Test
    void a_pad_behind_numbers_that_are_never_negative_may_be_merged() {
        Graph graph = graph(WINDOW.with("pads", 0, 0, 0, 0), "MaxPool", true, "Relu");

        assertThat(written(graph).node("padded").inputs()).hasSize(2);
        assertThat(optimized(graph)).containsExactly(asWritten(graph));
    }

    @Test
    void names_every_axis_because_the_optimizer_permutes_the_amounts_of_all() {
        Graph written = written(graph(WINDOW.with("pads", 0, 0, 0, 0), "MaxPool", true, ""));

        String axes = written.node("padded").input(3);
        assertThat(written.constant(axes).orElseThrow()).isEqualTo(Tensor.vector(0, 1, 2, 3));
    }

    private static Graph written(Graph graph) {
        return OnnxReader.parse(OnnxWriter.bytes(graph, WriteOptions.PLAIN), "pads");
    }

    private static float[] optimized(Graph graph) {
        return run(OnnxSession.open(OnnxWriter.bytes(graph, WriteOptions.PLAIN), "pads"));
    }

    private static float[] asWritten(Graph graph) {
        return run(OnnxSession.unoptimized(OnnxSource.memory(OnnxWriter.bytes(graph, WriteOptions.PLAIN), "pads")));
    }

    private static float[] run(OnnxSession session) {
        try (session) {
            Tensor x = Tensor.floats(Shape.of(1, 1, SIDE, SIDE), new float[SIDE * SIDE]);
            return Objects.requireNonNull(session.run(x).get("y")).toFloats();
        }
    }
}
