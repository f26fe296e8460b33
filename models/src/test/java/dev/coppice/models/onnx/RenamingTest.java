package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.FLOAT;
import static dev.coppice.models.kit.Messages.body;
import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.longs;
import static dev.coppice.models.kit.Messages.modelOf;
import static dev.coppice.models.kit.Messages.node;
import static dev.coppice.models.kit.Messages.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names of tensors inside functions and branches. */
class RenamingTest {
    private static GraphProto.Builder branch(String output, NodeProto.Builder... nodes) {
        GraphProto.Builder body = GraphProto.newBuilder().setName("b").addOutput(info(output, FLOAT));
        List.of(nodes).forEach(body::addNode);
        return body;
    }

    private static Graph read(GraphProto.Builder graph, FunctionProto.Builder... functions) {
        var model = modelOf(18, graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("d").setVersion(1));
        List.of(functions).forEach(model::addFunctions);
        return OnnxReader.parse(model.build().toByteArray(), "m");
    }

    private static FunctionProto.Builder function(NodeProto.Builder... nodes) {
        FunctionProto.Builder function = FunctionProto.newBuilder()
                .setName("F")
                .setDomain("d")
                .addInput("a")
                .addOutput("b");
        List.of(nodes).forEach(function::addNode);
        return function;
    }

    private static NodeProto.Builder call(String output, String... inputs) {
        return node("F", output, inputs).setDomain("d");
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    @Test
    void a_branch_inside_a_function_reads_what_the_caller_passes() {
        GraphProto.Builder then = branch(
                "t",
                node("LeakyRelu", "t", "a")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("alpha")
                                .setType(AttributeType.FLOAT)
                                .setRefAttrName("slope")));
        FunctionProto.Builder function = function(node("If", "b", "yes")
                        .addAttribute(body("then_branch", then))
                        .addAttribute(body("else_branch", branch("e", node("Neg", "e", "a")))))
                .addInput("yes");
        GraphProto.Builder graph = graph(call("y", "x", "one").addAttribute(real("slope", 0.5f)))
                .addInitializer(longs("one", 1).clearDims());

        Graph read = read(graph, function);

        assertThat(operators(read)).containsExactly("LeakyRelu");
        assertThat(read.nodes().get(0).input(0)).isEqualTo("x");
        assertThat(read.nodes().get(0).attributes().real("alpha", 0)).isEqualTo(0.5f);
    }

    @Test
    void a_name_inside_a_branch_is_not_that_of_the_tensor_that_the_caller_passes() {
        GraphProto.Builder then = branch("t", node("Neg", "x", "a"), node("Mul", "t", "x", "a"));
        FunctionProto.Builder function = function(node("If", "b", "yes")
                        .addAttribute(body("then_branch", then))
                        .addAttribute(body("else_branch", branch("e", node("Neg", "e", "a")))))
                .addInput("yes");

        Graph read =
                read(graph(call("y", "x", "one")).addInitializer(longs("one", 1).clearDims()), function);

        assertThat(operators(read)).containsExactly("Neg", "Mul");
        Node negative = read.nodes().get(0);
        assertThat(negative.inputs()).containsExactly("x");
        assertThat(read.nodes().get(1).inputs()).containsExactly(negative.output(), "x");
    }

    @Test
    void names_that_a_graph_makes_itself_stay_unless_they_are_taken() {
        GraphProto.Builder inner = branch("o", node("Add", "o", "a", "c"), node("Relu", "x_inside", "x"))
                .addInput(info("i", FLOAT))
                .addInitializer(floats("c", dims(), 1))
                .addInitializer(floats("x", dims(), 2));
        NodeProto node = node("Loop", "l", "a")
                .addAttribute(body("body", inner))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("more")
                        .setType(AttributeType.GRAPHS)
                        .addGraphs(branch("p", node("Neg", "p", "l"))))
                .build();

        NodeProto renamed = new Renaming(Map.of("a", "x", "l", "k", "c", "unused")).of(node);

        assertThat(renamed.getInputList()).containsExactly("x");
        assertThat(renamed.getOutputList()).containsExactly("k");
        GraphProto inside = renamed.getAttribute(0).getG();
        assertThat(inside.getNode(0).getInputList()).containsExactly("x", "c");
        assertThat(inside.getNode(1).getInputList()).containsExactly("x_inside_inside");
        assertThat(inside.getNode(1).getOutputList()).containsExactly("x_inside");
        assertThat(inside.getInitializer(1).getName()).isEqualTo("x_inside_inside");
        assertThat(inside.getInput(0).getName()).isEqualTo("i");
        assertThat(inside.getOutput(0).getName()).isEqualTo("o");
        assertThat(renamed.getAttribute(1).getGraphs(0).getNode(0).getInputList())
                .containsExactly("k");
    }

    @Test
    void an_output_of_a_function_may_be_its_input() {
        FunctionProto.Builder function = FunctionProto.newBuilder()
                .setName("F")
                .setDomain("d")
                .addInput("a")
                .addOutput("a")
                .addOutput("b")
                .addNode(node("Neg", "b", "a"));

        Graph read = read(graph(call("same", "x").addOutput("minus"), node("Mul", "y", "same", "minus")), function);

        assertThat(operators(read)).containsExactly("Neg", "Mul");
        assertThat(read.node("y").inputs()).containsExactly("x", "minus");
    }

    @Test
    void a_call_with_more_than_the_function_takes_is_refused() {
        assertThatThrownBy(() -> read(graph(call("y", "x", "x")), function(node("Neg", "b", "a"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it passes 2 inputs and 1 outputs to a function of 1 and 1");
    }
}
