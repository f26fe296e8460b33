package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.FLOAT;
import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.integer;
import static dev.coppice.models.kit.Messages.ints;
import static dev.coppice.models.kit.Messages.longs;
import static dev.coppice.models.kit.Messages.model;
import static dev.coppice.models.kit.Messages.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.kit.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops and scans; LoopUnrollingTest (export) compares them with ONNX Runtime. */
class SubGraphsTest {
    private static final int BOOL = DataType.BOOL_VALUE;
    private static final int LONG = DataType.INT64_VALUE;

    /** The state becomes the state times a constant of the body, minus a tensor from outside. */
    private static GraphProto.Builder body(String condition) {
        return GraphProto.newBuilder()
                .setName("b")
                .addInput(info("i", LONG))
                .addInput(info("going", BOOL))
                .addInput(info("s", FLOAT))
                .addNode(node("Mul", "m", "s", "c"))
                .addNode(node("Sub", "t", "m", "outer"))
                .addInitializer(floats("c", dims(), 2))
                .addOutput(info(condition, BOOL))
                .addOutput(info("t", FLOAT));
    }

    private static NodeProto.Builder looping(String op, GraphProto.Builder body, String... inputs) {
        return node(op, "y", inputs).addAttribute(Messages.body("body", body));
    }

    private static Graph read(NodeProto.Builder loop, long trips) {
        GraphProto.Builder graph = graph(node("Relu", "outer", "x"), loop).addInitializer(longs("trips", trips));
        return OnnxReader.parse(model(18, graph), "m");
    }

    private static void assertRefused(NodeProto.Builder loop, long trips, String reason) {
        assertThatThrownBy(() -> read(loop, trips))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void iterations_follow_each_other_and_share_the_constants_of_the_body() {
        Graph graph = read(looping("Loop", body("going"), "trips", "", "x"), 3);

        assertThat(graph.nodes().stream().map(Node::op).toList())
                .containsExactly("Relu", "Mul", "Sub", "Mul", "Sub", "Mul", "Sub");
        assertThat(graph.nodes().stream().filter(n -> n.is("Mul")).map(n -> n.input(1)))
                .containsOnly(graph.nodes().get(1).input(1));
        assertThat(graph.producer("y").orElseThrow().input(1)).isEqualTo("outer");
    }

    @Test
    void a_constant_that_is_a_node_of_the_body_is_there_once() {
        GraphProto.Builder body = body("going");
        body.clearInitializer()
                .addNode(0, node("Constant", "c").addAttribute(Messages.tensor("value", floats("", dims(), 2))));

        Graph graph = read(looping("Loop", body, "trips", "", "x"), 3);

        assertThat(graph.nodes().stream().filter(n -> n.is("Mul")).map(n -> n.input(1)))
                .hasSize(3)
                .containsOnly("c");
        assertThat(graph.constants().get("c")).isEqualTo(Tensor.scalar(2));
    }

    @Test
    @Timeout(60)
    void loops_inside_each_other_are_bounded_even_where_they_hold_no_node() {
        GraphProto.Builder body = GraphProto.newBuilder()
                .setName("empty")
                .addInput(info("i", LONG))
                .addInput(info("going", BOOL))
                .addOutput(info("going", BOOL));
        for (int depth = 0; depth < 3; depth++) {
            body = GraphProto.newBuilder()
                    .setName("b" + depth)
                    .addInput(info("i" + depth, LONG))
                    .addInput(info("going" + depth, BOOL))
                    .addInput(info("s" + depth, FLOAT))
                    .addNode(
                            depth == 0
                                    ? looping("Loop", body, "trips", "")
                                    : looping("Loop", body, "trips", "", "s" + depth))
                    .addOutput(info("going" + depth, BOOL))
                    .addOutput(info("s" + depth, FLOAT));
        }

        assertRefused(
                looping("Loop", body, "trips", "", "x"), 4000, "has functions, branches or loops inside each other");
    }

    @Test
    void a_loop_without_an_iteration_gives_what_it_got() {
        Graph graph = read(looping("Loop", body("going"), "trips", "", "outer"), 0);

        assertThat(graph.nodes().stream().map(Node::op).toList()).containsExactly("Relu");
    }

    @Test
    void loops_that_are_known_only_at_run_time_are_refused() {
        assertRefused(
                looping("Loop", body("going"), "x", "", "x"),
                1,
                "'y' (Loop): its number of iterations 'x' is known only at run time");
        assertRefused(
                looping("Loop", body("m"), "trips", "", "x"),
                2,
                "'y' (Loop): the condition 'm' of its body is known only at run time");
        assertRefused(
                looping("Loop", body("going"), "trips", "x", "x"), 2, "its condition 'x' is known only at run time");
    }

    @Test
    void loops_that_run_too_long_or_do_not_fit_their_body_are_refused() {
        assertRefused(
                looping("Loop", body("going"), "trips", "", "x"),
                1L << 40,
                "'y' (Loop): it runs more than 4096 iterations");
        assertRefused(
                looping("Loop", body("going"), "trips", ""),
                2,
                "its body reads 3 tensors and gives 2, expected 2 and 2");
        assertRefused(
                looping("Loop", body("going"), "trips", "", "x").addOutput("collected"),
                2,
                "its body reads 3 tensors and gives 2, expected 3 and 3");
        assertRefused(
                looping("Loop", body("going").addOutput(info("t", FLOAT)), "trips", "", "x")
                        .addOutput("collected"),
                2,
                "its body gives 't' twice");
    }

    @Test
    void scans_that_do_not_fit_are_refused() {
        GraphProto.Builder body = GraphProto.newBuilder()
                .setName("b")
                .addInput(info("part", FLOAT))
                .addNode(node("Neg", "t", "part"))
                .addOutput(info("t", FLOAT));

        assertRefused(looping("Scan", body, "x"), 1, "'y' (Scan): it goes through 0 of its 1 inputs");
        assertRefused(
                looping("Scan", body, "x")
                        .addAttribute(integer("num_scan_inputs", 1))
                        .addAttribute(ints("scan_input_axes", 1, 2)),
                1,
                "'scan_input_axes' is [1, 2], expected 1 numbers");
        assertRefused(
                looping("Scan", body, "x").addAttribute(integer("num_scan_inputs", 1)),
                1,
                "the size of axis 0 of 'x', its number of iterations, is known only at run time");
    }

    @Test
    void a_scan_along_channels_becomes_its_steps() {
        GraphProto.Builder body = GraphProto.newBuilder()
                .setName("b")
                .addInput(info("part", FLOAT))
                .addNode(node("Neg", "t", "part"))
                .addOutput(info("t", FLOAT));

        Graph graph = read(
                looping("Scan", body, "x")
                        .addAttribute(integer("num_scan_inputs", 1))
                        .addAttribute(ints("scan_input_axes", 1))
                        .addAttribute(ints("scan_output_axes", 1)),
                1);

        assertThat(List.of("Gather", "Neg", "Unsqueeze"))
                .allSatisfy(op ->
                        assertThat(graph.nodes().stream().filter(n -> n.is(op))).hasSize(3));
    }
}
