package dev.coppice.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coppice.export.onnx.OnnxWriter;
import dev.coppice.export.onnx.WriteOptions;
import dev.coppice.export.runtime.OnnxSession;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.Normal;
import dev.coppice.models.shape.value.ValueRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that reading computes of constants are those that ONNX Runtime computes of an input. */
class ComputedConstantsTest {
    private static final double CLOSE = 1e-5;

    static Stream<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (String coordinates : List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
            for (String to : List.of("finer", "coarser")) {
                Attributes along = Attributes.NONE.with("coordinate_transformation_mode", coordinates);
                nodes.add(Node.of("Resize", "y", along.with("mode", "linear"), "x", "", "", to));
                nodes.add(Node.of("Resize", "y", along.with("mode", "cubic"), "x", "", "", to));
                for (String nearest : List.of("floor", "ceil", "round_prefer_floor", "round_prefer_ceil")) {
                    nodes.add(Node.of("Resize", "y", along.with("nearest_mode", nearest), "x", "", "", to));
                }
            }
        }
        nodes.add(
                Node.of("Resize", "y", Attributes.NONE.with("mode", "linear").with("axes", 3, -2), "x", "", "scales"));
        nodes.add(Node.of("Conv", "y", Attributes.NONE, "x", "w", "b"));
        nodes.add(Node.of("Conv", "y", Attributes.NONE.with("pads", 1, 0, 2, 1).with("strides", 2, 1), "x", "w"));
        nodes.add(Node.of("Conv", "y", Attributes.NONE.with("dilations", 1, 2).with("pads", 0, 2, 0, 2), "x", "w"));
        nodes.add(
                Node.of("Conv", "y", Attributes.NONE.with("group", 2).with("auto_pad", "SAME_UPPER"), "x", "grouped"));
        return nodes.stream();
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("nodes")
    void a_value_is_that_of_the_runtime(Node node) {
        Tensor x = Normal.tensor(3, Shape.of(1, 2, 5, 7));
        Map<String, Tensor> constants = Map.of(
                "finer", Tensor.vector(1, 2, 9, 8),
                "coarser", Tensor.vector(1, 2, 3, 4),
                "scales", Tensor.floats(Shape.of(2), 1.5f, 2),
                "w", Normal.tensor(4, Shape.of(3, 2, 3, 3)),
                "b", Normal.tensor(5, Shape.of(3)),
                "grouped", Normal.tensor(6, Shape.of(4, 1, 3, 3)));
        Map<String, Tensor> known = new HashMap<>(constants);
        known.put("x", x);

        Optional<Tensor> computed = ValueRules.evaluate(node, known);
        Tensor run = run(node, x, constants);

        // which sample is nearest may hang on the runtime's rounding
        assertThat(computed.isPresent() || node.attributes().has("nearest_mode"))
                .isTrue();
        computed.ifPresent(value -> {
            assertThat(value.shape()).isEqualTo(run.shape());
            assertThat(value.toFloats()).containsExactly(run.toFloats(), within((float) CLOSE));
        });
    }

    private static Tensor run(Node node, Tensor x, Map<String, Tensor> constants) {
        List<Dimension> sizes = new ArrayList<>();
        for (int size : x.shape().sizes()) {
            sizes.add(Dimension.of(size));
        }
        Map<String, Tensor> read = new HashMap<>(constants);
        read.keySet().retainAll(node.inputs());
        Graph graph = new Graph(
                "value",
                List.of(new TensorInfo("x", ElementType.FLOAT, sizes)),
                List.of(new TensorInfo("y", ElementType.FLOAT, List.of())),
                List.of(node),
                read);
        try (OnnxSession session = OnnxSession.open(OnnxWriter.bytes(graph, WriteOptions.PLAIN), "value")) {
            return session.run(x, "y");
        }
    }
}
