package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.FLOAT;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.integer;
import static dev.coppice.models.kit.Messages.longs;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequencesTest {
    private static TensorProto.Builder number(String name, long value) {
        return longs(name, value).clearDims();
    }

    private static Graph read(GraphProto.Builder graph) {
        return OnnxReader.parse(model(18, graph), "m");
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    private static NodeProto.Builder halves() {
        return node("SplitToSequence", "parts", "x", "size").addAttribute(integer("axis", 2));
    }

    private static void assertRefused(GraphProto.Builder graph, String reason) {
        assertThatThrownBy(() -> read(graph))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_sequence_joins_along_a_new_axis() {
        Graph read = read(graph(
                node("Relu", "r", "x"),
                node("SequenceConstruct", "both", "x", "r"),
                node("ConcatFromSequence", "y", "both")
                        .addAttribute(integer("axis", 1))
                        .addAttribute(integer("new_axis", 1))));

        assertThat(operators(read)).containsExactly("Relu", "Unsqueeze", "Unsqueeze", "Concat");
        Node join = read.node("y");
        assertThat(join.attributes().integer("axis", 0)).isEqualTo(1);
        Node first = read.producer(join.input(0)).orElseThrow();
        assertThat(first.input(0)).isEqualTo("x");
        assertThat(read.constant(first.input(1)).orElseThrow().toLongs()).containsExactly(1);
        assertThat(read.producer(join.input(1)).orElseThrow().input(0)).isEqualTo("r");
    }

    @Test
    void parts_of_one_size_end_with_what_is_left() {
        Graph read =
                read(graph(halves(), node("ConcatFromSequence", "y", "parts").addAttribute(integer("axis", 2)))
                        .addInitializer(number("size", 3)));

        assertThat(operators(read)).containsExactly("Split", "Concat");
        Node split = read.nodes().get(0);
        assertThat(split.attributes().integer("axis", 0)).isEqualTo(2);
        assertThat(read.constant(split.input(1)).orElseThrow().toLongs()).containsExactly(3, 3, 2);
        assertThat(read.node("y").inputs()).isEqualTo(split.outputs());
    }

    @Test
    void parts_take_the_sizes_of_a_list() {
        Graph read = read(graph(halves(), node("SequenceAt", "part", "parts", "one"), node("Relu", "y", "part"))
                .addInitializer(longs("size", 1, 7))
                .addInitializer(number("one", 1)));

        Node split = read.nodes().get(0);
        assertThat(read.constant(split.input(1)).orElseThrow().toLongs()).containsExactly(1, 7);
        assertThat(read.node("y").input(0)).isEqualTo(split.outputs().get(1));
    }

    @Test
    void single_slices_lose_their_axis_if_asked() {
        Graph read = read(graph(
                        node("SplitToSequence", "parts", "x")
                                .addAttribute(integer("axis", 1))
                                .addAttribute(integer("keepdims", 0)),
                        node("SequenceAt", "part", "parts", "two"),
                        node("Relu", "y", "part"))
                .addInitializer(number("two", 2)));

        Node squeeze = read.producer(read.node("y").input(0)).orElseThrow();
        assertThat(squeeze.op()).isEqualTo("Squeeze");
        assertThat(read.constant(squeeze.input(1)).orElseThrow().toLongs()).containsExactly(1);
        Node split = read.producer(squeeze.input(0)).orElseThrow();
        assertThat(split.outputs()).hasSize(3).element(2).isEqualTo(squeeze.input(0));
    }

    @Test
    void an_erased_part_is_gone_and_the_length_is_a_number() {
        Graph read = read(graph(
                        node("Relu", "a", "x"),
                        node("Sigmoid", "b", "x"),
                        node("SequenceConstruct", "all", "x", "a", "b"),
                        node("Identity", "same", "all"),
                        node("SequenceErase", "two", "same", "minus"),
                        node("SequenceErase", "one", "two"),
                        node("SequenceLength", "length", "two"),
                        node("Cast", "count", "length").addAttribute(integer("to", FLOAT)),
                        node("ConcatFromSequence", "joined", "two").addAttribute(integer("axis", 1)),
                        node("SequenceAt", "first", "one", "zero"),
                        node("Mul", "scaled", "joined", "count"),
                        node("Relu", "z", "first"),
                        node("Relu", "y", "scaled"))
                .addOutput(info("z", FLOAT))
                .addInitializer(number("minus", -2))
                .addInitializer(number("zero", 0)));

        assertThat(read.node("joined").inputs()).containsExactly("x", "b");
        assertThat(read.node("z").input(0)).isEqualTo("x");
        String factor = read.node("scaled").input(1);
        assertThat(read.constant(factor).orElseThrow().toFloats()).containsExactly(2);
    }

    @Test
    void a_part_goes_where_it_is_inserted() {
        Graph read = read(graph(
                        node("Relu", "a", "x"),
                        node("Sigmoid", "b", "x"),
                        node("SequenceConstruct", "one", "x"),
                        node("SequenceInsert", "two", "one", "a"),
                        node("SequenceInsert", "three", "two", "b", "position"),
                        node("ConcatFromSequence", "y", "three").addAttribute(integer("axis", 1)))
                .addInitializer(number("position", 1)));

        assertThat(read.node("y").inputs()).containsExactly("x", "b", "a");
    }

    @Test
    void positions_outside_are_refused() {
        assertRefused(
                graph(
                                node("SequenceConstruct", "one", "x"),
                                node("SequenceAt", "at", "one", "position"),
                                node("Relu", "y", "at"))
                        .addInitializer(number("position", 1)),
                "position 1 is outside a sequence of 1");
        assertRefused(
                graph(
                                node("SequenceConstruct", "one", "x"),
                                node("SequenceErase", "none", "one", "position"),
                                node("ConcatFromSequence", "y", "none").addAttribute(integer("axis", 1)))
                        .addInitializer(number("position", -2)),
                "position -2 is outside a sequence of 1");
    }

    @Test
    void positions_and_sizes_of_run_time_are_refused() {
        assertRefused(
                graph(
                                node("SequenceConstruct", "one", "x"),
                                node("SequenceAt", "at", "one", "position"),
                                node("Relu", "y", "at"))
                        .addInput(info("position", TensorProto.DataType.INT64_VALUE, 1)),
                "its position 'position' is computed at run time, expected a constant");
        assertRefused(
                graph(halves(), node("ConcatFromSequence", "y", "parts").addAttribute(integer("axis", 2)))
                        .addInput(info("size", TensorProto.DataType.INT64_VALUE, 1)),
                "its sizes 'size' are computed at run time, expected constants");
    }

    @Test
    void parts_of_an_open_axis_or_of_no_size_are_refused() {
        assertRefused(
                graph(
                        node("SplitToSequence", "parts", "x").addAttribute(integer("axis", 0)),
                        node("ConcatFromSequence", "y", "parts").addAttribute(integer("axis", 0))),
                "the size of axis 0 of 'x' is not known while reading; export the network with fixed sizes");
        assertRefused(
                graph(halves(), node("ConcatFromSequence", "y", "parts").addAttribute(integer("axis", 2)))
                        .addInitializer(number("size", 0)),
                "it makes parts of size 0");
    }
}
