package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.FLOAT;
import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.integer;
import static dev.coppice.models.kit.Messages.ints;
import static dev.coppice.models.kit.Messages.longs;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that patterns of exporters fold back into one operator. */
class ExporterPatternsTest {
    private static GraphProto.Builder graph(NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(info("x", FLOAT, -1, 6, 4, 5))
                .addOutput(info("y", FLOAT))
                .addInitializer(longs("map", 0, 6, 4, 5));
        List.of(nodes).forEach(graph::addNode);
        return graph;
    }

    private static GraphProto.Builder shuffle(NodeProto.Builder transpose, long... apart) {
        return graph(node("Reshape", "parts", "x", "apart"), transpose, node("Reshape", "y", "turned", "map"))
                .addInitializer(longs("apart", apart));
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    @Test
    void a_channel_shuffle_is_a_gather() {
        NodeProto.Builder transpose = node("Transpose", "turned", "parts").addAttribute(ints("perm", 0, 2, 1, 3, 4));

        Graph graph = OnnxReader.parse(model(18, shuffle(transpose, 0, 2, 3, 4, 5)), "m");

        assertThat(operators(graph)).containsExactly("Gather");
        assertThat(graph.node("y").attributes().integer("axis", 0)).isEqualTo(1);
        assertThat(graph.constant(graph.node("y").input(1)).orElseThrow().toLongs())
                .containsExactly(0, 3, 1, 4, 2, 5);
    }

    @Test
    void a_chain_that_moves_pixels_too_stays() {
        NodeProto.Builder transpose = node("Transpose", "turned", "parts").addAttribute(ints("perm", 0, 2, 1, 4, 3));

        assertThat(operators(OnnxReader.parse(model(18, shuffle(transpose, 0, 2, 3, 4, 5)), "m")))
                .containsExactly("Reshape", "Transpose", "Reshape");
    }

    @Test
    void a_shuffle_whose_parts_somebody_else_reads_stays() {
        NodeProto.Builder transpose = node("Transpose", "turned", "parts").addAttribute(ints("perm", 0, 2, 1, 3, 4));
        GraphProto.Builder graph = shuffle(transpose, 0, 2, 3, 4, 5).addOutput(info("parts", FLOAT));

        assertThat(operators(OnnxReader.parse(model(18, graph), "m")))
                .containsExactly("Reshape", "Transpose", "Reshape");
    }

    @Test
    void instance_normalisation_of_groups_is_group_normalisation() {
        GraphProto.Builder messages = graph(
                        node("Reshape", "groups", "x", "apart"),
                        node("InstanceNormalization", "normal", "groups", "scale", "bias"),
                        node("Reshape", "y", "normal", "map"))
                .addInitializer(longs("apart", 0, 2, -1))
                .addInitializer(floats("scale", dims(2), 1, 2))
                .addInitializer(floats("bias", dims(2), 3, 4));

        Graph graph = OnnxReader.parse(model(11, messages), "m");

        assertThat(operators(graph)).containsExactly("GroupNormalization");
        assertThat(graph.node("y").inputs()).containsExactly("x", "scale", "bias");
        assertThat(graph.node("y").attributes().integer("num_groups", 0)).isEqualTo(2);
    }

    private static GraphProto.Builder normalisation(long axis, NodeProto.Builder... end) {
        GraphProto.Builder graph = graph(
                        node("ReduceMean", "mean", "x", "axes"),
                        node("Sub", "d", "x", "mean"),
                        node("Pow", "square", "d", "two"),
                        node("ReduceMean", "variance", "square", "axes"),
                        node("Add", "sum", "epsilon", "variance"),
                        node("Sqrt", "root", "sum"))
                .addInitializer(longs("axes", axis))
                .addInitializer(floats("two", dims(), 2))
                .addInitializer(floats("epsilon", dims(1), 0.5f));
        List.of(end).forEach(graph::addNode);
        return graph;
    }

    /** A map whose height and width are open, and its batch, channels and size apart. */
    private static GraphProto.Builder open(NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(info("x", FLOAT, -1, 6, -1, -1))
                .addOutput(info("y", FLOAT))
                .addInitializer(longs("zero", 0))
                .addInitializer(longs("one", 1))
                .addInitializer(longs("two", 2))
                .addInitializer(longs("four", 4))
                .addNode(node("Shape", "shape", "x"))
                .addNode(node("Slice", "batch", "shape", "zero", "one"))
                .addNode(node("Slice", "channels", "shape", "one", "two"))
                .addNode(node("Slice", "size", "shape", "two", "four"));
        List.of(nodes).forEach(graph::addNode);
        return graph;
    }

    @Test
    void arithmetic_over_the_last_axis_is_layer_normalisation() {
        GraphProto.Builder messages = normalisation(-1, node("Div", "y", "d", "root"));

        Graph graph = OnnxReader.parse(model(18, messages), "m");

        assertThat(operators(graph)).containsExactly("LayerNormalization");
        assertThat(graph.node("y").attributes().real("epsilon", 0)).isEqualTo(0.5f);
        assertThat(graph.constant(graph.node("y").input(1)).orElseThrow().toFloats())
                .containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void arithmetic_over_channels_is_layer_normalisation_of_the_last_axis() {
        GraphProto.Builder messages = normalisation(
                        1,
                        node("Reciprocal", "inverse", "root"),
                        node("Mul", "n", "inverse", "d"),
                        node("Mul", "scaled", "n", "scale"),
                        node("Add", "y", "bias", "scaled"))
                .addInitializer(floats("scale", dims(6, 1, 1), 1, 2, 3, 4, 5, 6))
                .addInitializer(floats("bias", dims(1, 6, 1, 1), 6, 5, 4, 3, 2, 1));

        Graph graph = OnnxReader.parse(model(18, messages), "m");

        assertThat(operators(graph)).containsExactly("Transpose", "LayerNormalization", "Transpose");
        assertThat(graph.nodes().get(0).attributes().integers("perm")).containsExactly(0, 2, 3, 1);
        assertThat(graph.node("y").attributes().integers("perm")).containsExactly(0, 3, 1, 2);
        Node norm = graph.nodes().get(1);
        assertThat(graph.constant(norm.input(1)).orElseThrow().toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(graph.constant(norm.input(2)).orElseThrow().toFloats()).containsExactly(6, 5, 4, 3, 2, 1);
    }

    @Test
    void a_quotient_of_other_means_stays() {
        GraphProto.Builder messages = normalisation(1, node("Div", "y", "d", "root"));
        messages.getNodeBuilder(3).setInput(1, "other");
        messages.addInitializer(longs("other", 2));

        assertThat(operators(OnnxReader.parse(model(18, messages), "m"))).contains("ReduceMean", "Div");
    }

    @Test
    void a_channel_shuffle_of_open_size_is_a_gather() {
        GraphProto.Builder messages = open(
                node("Div", "half", "channels", "two"),
                node("Concat", "apart", "batch", "two", "half", "size").addAttribute(integer("axis", 0)),
                node("Reshape", "parts", "x", "apart"),
                node("Transpose", "turned", "parts").addAttribute(ints("perm", 0, 2, 1, 3, 4)),
                node("Concat", "together", "batch", "channels", "size").addAttribute(integer("axis", 0)),
                node("Reshape", "y", "turned", "together"));

        Graph graph = OnnxReader.parse(model(18, messages), "m");

        assertThat(operators(graph)).containsExactly("Gather");
        assertThat(graph.constant(graph.node("y").input(1)).orElseThrow().toLongs())
                .containsExactly(0, 3, 1, 4, 2, 5);
    }

    @Test
    void a_number_of_channels_is_constant_and_an_open_size_is_not() {
        GraphProto.Builder messages = open(
                node("ReduceProd", "pixels", "size"),
                node("Concat", "target", "batch", "channels", "pixels").addAttribute(integer("axis", 0)),
                node("Reshape", "y", "x", "target"));

        Graph graph = OnnxReader.parse(model(18, messages), "m");

        assertThat(operators(graph)).containsExactly("Shape", "Slice", "Slice", "ReduceProd", "Concat", "Reshape");
        assertThat(graph.constant("channels").orElseThrow().toLongs()).containsExactly(6);
    }

    @Test
    void a_transpose_of_height_and_width_is_no_shuffle_where_they_are_open() {
        GraphProto.Builder messages = open(
                        node("Concat", "apart", "batch", "two", "three", "size").addAttribute(integer("axis", 0)),
                        node("Reshape", "parts", "x", "apart"),
                        node("Transpose", "turned", "parts").addAttribute(ints("perm", 0, 2, 1, 4, 3)),
                        node("Reshape", "y", "turned", "shape"))
                .addInitializer(longs("three", 3));

        assertThat(operators(OnnxReader.parse(model(18, messages), "m"))).endsWith("Reshape", "Transpose", "Reshape");
    }

    @Test
    void group_normalisation_of_open_size_goes_back_to_the_shape_before() {
        GraphProto.Builder messages = open(
                        node("Reshape", "groups", "x", "apart"),
                        node("InstanceNormalization", "normal", "groups", "scale", "bias"),
                        node("Reshape", "y", "normal", "shape"))
                .addInitializer(longs("apart", 0, 2, -1))
                .addInitializer(floats("scale", dims(2), 1, 2))
                .addInitializer(floats("bias", dims(2), 3, 4));

        assertThat(operators(OnnxReader.parse(model(18, messages), "m"))).containsExactly("GroupNormalization");
    }
}
