package dev.coppice.models.onnx.dequantize;

import static dev.coppice.models.kit.NetworkBuilder.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.kit.NetworkBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that quantisation on the way becomes a limit to the range of its integers, where nothing else reads them. */
class FloatingPointTest {
    private static Tensor zero(ElementType type, int value) {
        ByteBuffer bytes = ByteBuffer.allocate(type.bytes());
        return Tensor.of(type, Shape.SCALAR, bytes.put(0, (byte) value));
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    private static float limit(Graph graph, String node, int position) {
        return graph.constant(graph.node(node).input(position)).orElseThrow().toFloats()[0];
    }

    /** A quantised image, what its integers pass, and its values. */
    private static NetworkBuilder pair(ElementType type, int origin) {
        return NetworkBuilder.small()
                .constant("s", Tensor.scalar(0.5f))
                .constant("z", zero(type, origin))
                .node("QuantizeLinear", "q", IMAGE, "s", "z");
    }

    private static Graph floating(NetworkBuilder network, String output) {
        return FloatingPoint.of(network.graph(output));
    }

    @Test
    void a_pair_is_a_limit_to_the_range_of_signed_bytes() {
        Graph graph = floating(
                pair(ElementType.INT8, 3)
                        .node("DequantizeLinear", "d", "q", "s", "z")
                        .node("Relu", "y", "d"),
                "y");

        assertThat(operators(graph)).containsExactly("Clip", "Relu");
        assertThat(graph.node("q").input(0)).isEqualTo(IMAGE);
        assertThat(limit(graph, "q", 1)).isEqualTo((-128 - 3) * 0.5f);
        assertThat(limit(graph, "q", 2)).isEqualTo((127 - 3) * 0.5f);
        assertThat(graph.node("y").inputs()).containsExactly("q");
    }

    @Test
    void the_range_is_that_of_the_type_of_the_zero_point() {
        Map<ElementType, List<Float>> ranges = Map.of(
                ElementType.UINT8, List.of(-0.5f, 127f),
                ElementType.UINT16, List.of(-0.5f, 32_767f),
                ElementType.INT16, List.of(-16_384.5f, 16_383f),
                ElementType.UINT4, List.of(-0.5f, 7f),
                ElementType.INT4, List.of(-4.5f, 3f));

        ranges.forEach((type, range) -> {
            Graph graph = floating(
                    pair(type, 1).node("DequantizeLinear", "d", "q", "s", "z").node("Relu", "y", "d"), "y");

            assertThat(List.of(limit(graph, "q", 1), limit(graph, "q", 2)))
                    .as(type.name())
                    .isEqualTo(range);
        });
    }

    @Test
    void no_zero_point_is_the_same_as_zero() {
        Graph graph = floating(
                pair(ElementType.INT8, 0)
                        .node("DequantizeLinear", "d", "q", "s")
                        .node("Relu", "y", "d"),
                "y");
        Graph other = floating(
                pair(ElementType.INT8, 1)
                        .node("DequantizeLinear", "d", "q", "s")
                        .node("Relu", "y", "d"),
                "y");

        assertThat(operators(graph)).containsExactly("Clip", "Relu");
        assertThat(limit(graph, "q", 1)).isEqualTo(-64);
        assertThat(operators(other)).containsExactly("QuantizeLinear", "DequantizeLinear", "Relu");
    }

    @Test
    void without_a_zero_point_integers_are_unsigned_bytes() {
        Graph graph = floating(
                NetworkBuilder.small()
                        .constant("s", Tensor.scalar(0.5f))
                        .node("QuantizeLinear", "q", IMAGE, "s")
                        .node("DequantizeLinear", "d", "q", "s")
                        .node("Relu", "y", "d"),
                "y");

        assertThat(limit(graph, "q", 1)).isZero();
        assertThat(limit(graph, "q", 2)).isEqualTo(127.5f);
    }

    @Test
    void the_limits_of_half_precision_are_of_half_precision() {
        TensorInfo in = new TensorInfo("x", ElementType.FLOAT16, List.of(Dimension.of(1), Dimension.of(4)));
        TensorInfo out = new TensorInfo("y", ElementType.FLOAT16, List.of());
        Graph graph = FloatingPoint.of(new Graph(
                "g",
                List.of(in),
                List.of(out),
                List.of(
                        Node.of("QuantizeLinear", "q", Attributes.NONE, "x", "s", "z"),
                        Node.of("DequantizeLinear", "d", Attributes.NONE, "q", "s", "z"),
                        Node.of("Relu", "y", Attributes.NONE, "d")),
                Map.of("s", Tensor.halves(Shape.SCALAR, 0.5f), "z", zero(ElementType.INT8, 3))));

        assertThat(operators(graph)).containsExactly("Clip", "Relu");
        assertThat(graph.constant(graph.node("q").input(1))).contains(Tensor.halves(Shape.SCALAR, -65.5f));
        assertThat(graph.constant(graph.node("q").input(2))).contains(Tensor.halves(Shape.SCALAR, 62));
    }

    @Test
    void integers_may_be_moved_and_their_maximum_taken_on_the_way() {
        Graph graph = floating(
                pair(ElementType.INT8, 3)
                        .pool("p", "q")
                        .node("Transpose", "t", Attributes.NONE.with("perm", 0, 1, 3, 2), "p")
                        .node("DequantizeLinear", "d", "t", "s", "z")
                        .node("DequantizeLinear", "e", "q", "s", "z")
                        .node("Relu", "f", "e")
                        .pool("g", "f")
                        .node("Add", "y", "d", "g"),
                "y");

        assertThat(operators(graph)).containsExactly("Clip", "MaxPool", "Transpose", "Relu", "MaxPool", "Add");
        assertThat(graph.node("y").inputs()).containsExactly("t", "g");
        assertThat(graph.node("f").inputs()).containsExactly("q");
    }

    @Test
    void values_that_the_graph_gives_keep_their_name() {
        Graph graph = floating(pair(ElementType.INT8, 3).node("DequantizeLinear", "y", "q", "s", "z"), "y");

        assertThat(operators(graph)).containsExactly("Clip", "Identity");
        assertThat(graph.node("y").inputs()).containsExactly("q");
    }

    private static void assertStays(NetworkBuilder network, String output) {
        Graph before = network.graph(output);

        assertThat(FloatingPoint.of(before).hash()).isEqualTo(before.hash());
    }

    @Test
    void integers_that_the_graph_gives_stay() {
        assertStays(pair(ElementType.INT8, 3), "q");
    }

    @Test
    void integers_that_are_computed_with_stay() {
        assertStays(
                pair(ElementType.INT8, 3)
                        .node("DequantizeLinear", "d", "q", "s", "z")
                        .node("Cast", "c", Attributes.NONE.with("to", 1), "q")
                        .node("Add", "y", "d", "c"),
                "y");
    }

    @Test
    void integers_that_are_joined_with_others_stay() {
        assertStays(pair(ElementType.INT8, 3).concat("c", "q", "q").node("DequantizeLinear", "y", "c", "s", "z"), "y");
    }

    @Test
    void integers_with_zeros_put_among_them_stay() {
        assertStays(
                pair(ElementType.INT8, 3).node("Trilu", "t", "q").node("DequantizeLinear", "y", "t", "s", "z"), "y");
    }

    @Test
    void integers_that_are_read_with_another_scale_stay() {
        assertStays(
                pair(ElementType.INT8, 3)
                        .constant("s2", Tensor.scalar(0.25f))
                        .node("DequantizeLinear", "y", "q", "s2", "z"),
                "y");
    }

    @Test
    void integers_that_are_read_with_another_zero_point_stay() {
        assertStays(
                pair(ElementType.INT8, 3)
                        .constant("z2", zero(ElementType.INT8, 4))
                        .node("DequantizeLinear", "y", "q", "s", "z2"),
                "y");
    }

    @Test
    void a_pair_with_a_scale_for_each_channel_stays() {
        assertStays(
                NetworkBuilder.small()
                        .constant("s", Tensor.floats(Shape.of(3), 1, 2, 3))
                        .node("QuantizeLinear", "q", IMAGE, "s")
                        .node("DequantizeLinear", "y", "q", "s"),
                "y");
    }

    @Test
    void a_pair_whose_scale_or_zero_point_is_computed_stays() {
        NetworkBuilder largest = NetworkBuilder.small()
                .constant("s", Tensor.scalar(0.5f))
                .node("ReduceMax", "m", Attributes.NONE.with("keepdims", 0), IMAGE);

        assertStays(
                largest.node("Cast", "z", Attributes.NONE.with("to", ElementType.UINT8.code()), "m")
                        .node("QuantizeLinear", "q", IMAGE, "s", "z")
                        .node("DequantizeLinear", "y", "q", "s", "z"),
                "y");
        assertStays(largest.node("QuantizeLinear", "r", IMAGE, "m").node("DequantizeLinear", "t", "r", "m"), "t");
    }

    @Test
    void quantised_weights_become_their_values() {
        Tensor stored =
                Tensor.of(ElementType.INT8, Shape.of(2, 3, 1, 1), ByteBuffer.wrap(new byte[] {1, 2, 3, -1, -2, -3}));
        Graph graph = floating(
                NetworkBuilder.small()
                        .constant("w.q", stored)
                        .constant("w.s", Tensor.floats(Shape.of(2), 0.5f, 2))
                        .node("DequantizeLinear", "w", Attributes.NONE.with("axis", 0), "w.q", "w.s")
                        .node("Conv", "y", IMAGE, "w"),
                "y");

        assertThat(operators(graph)).containsExactly("Conv");
        assertThat(graph.constants()).containsOnlyKeys("w");
        assertThat(graph.constant("w")).contains(Tensor.floats(Shape.of(2, 3, 1, 1), 0.5f, 1, 1.5f, -2, -4, -6));
    }

    @Test
    void a_quantised_constant_that_the_graph_gives_stays() {
        assertStays(
                NetworkBuilder.small()
                        .constant("w.q", zero(ElementType.INT8, 2))
                        .constant("w.s", Tensor.scalar(2))
                        .node("DequantizeLinear", "w", "w.q", "w.s"),
                "w");
    }
}
