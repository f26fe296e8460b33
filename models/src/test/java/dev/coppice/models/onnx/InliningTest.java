package dev.coppice.models.onnx;

import static dev.coppice.models.kit.Messages.FLOAT;
import static dev.coppice.models.kit.Messages.body;
import static dev.coppice.models.kit.Messages.dims;
import static dev.coppice.models.kit.Messages.floats;
import static dev.coppice.models.kit.Messages.graph;
import static dev.coppice.models.kit.Messages.info;
import static dev.coppice.models.kit.Messages.integer;
import static dev.coppice.models.kit.Messages.longs;
import static dev.coppice.models.kit.Messages.model;
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
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.kit.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions, branches and sequences, put in place while reading. */
class InliningTest {
    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::op).toList();
    }

    private static AttributeProto reference(String name, AttributeType type, String outer) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(type)
                .setRefAttrName(outer)
                .build();
    }

    private static FunctionProto.Builder function(String name, NodeProto.Builder... nodes) {
        FunctionProto.Builder function = FunctionProto.newBuilder()
                .setName(name)
                .setDomain("d")
                .addInput("a")
                .addOutput("b");
        List.of(nodes).forEach(function::addNode);
        return function;
    }

    private static NodeProto.Builder call(String name, String output, String... inputs) {
        return node(name, output, inputs).setDomain("d");
    }

    @Test
    void functions_inside_each_other_take_attributes_and_names_of_their_callers() {
        FunctionProto.Builder leaky = function(
                        "Leaky",
                        node("LeakyRelu", "t", "a").addAttribute(reference("alpha", AttributeType.FLOAT, "slope")),
                        node("Neg", "b", "t"))
                .addAttributeProto(real("slope", 0.25f));
        FunctionProto.Builder twice = function(
                "Twice",
                call("Leaky", "t", "a").addAttribute(reference("slope", AttributeType.FLOAT, "first")),
                call("Leaky", "b", "t"));
        GraphProto.Builder graph =
                graph(call("Twice", "m", "x").addAttribute(real("first", 0.5f)), call("Leaky", "y", "m"));

        Graph read = OnnxReader.parse(
                modelOf(18, graph)
                        .addFunctions(leaky)
                        .addFunctions(twice)
                        .build()
                        .toByteArray(),
                "m");

        assertThat(operators(read)).containsExactly("LeakyRelu", "Neg", "LeakyRelu", "Neg", "LeakyRelu", "Neg");
        assertThat(read.nodes().stream().filter(n -> n.is("LeakyRelu")).map(n -> n.attributes()
                        .real("alpha", 0)))
                .containsExactly(0.5f, 0.25f, 0.25f);
        assertThat(read.producer("m")).isPresent();
    }

    @Test
    void a_function_is_read_at_its_own_opset_and_may_leave_out_what_is_not_given() {
        FunctionProto.Builder clip = function("Clip2", node("Clip", "b", "a", "low", "high"))
                .addInput("low")
                .addInput("high")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));
        FunctionProto.Builder old = function("Old", node("Squeeze", "b", "a").addAttribute(Messages.ints("axes", 0)))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11));
        GraphProto.Builder graph = graph(
                        node("Unsqueeze", "u", "x", "zero"), call("Old", "o", "u"), call("Clip2", "y", "o", "", "top"))
                .addInitializer(longs("zero", 0))
                .addInitializer(floats("top", dims(), 6));

        Graph read = OnnxReader.parse(
                modelOf(18, graph).addFunctions(clip).addFunctions(old).build().toByteArray(), "m");

        assertThat(operators(read)).containsExactly("Unsqueeze", "Squeeze", "Clip");
        assertThat(read.producer("y").orElseThrow().inputs()).containsExactly("o", "", "top");
    }

    private static GraphProto.Builder branch(String output, NodeProto.Builder... nodes) {
        GraphProto.Builder body = GraphProto.newBuilder().setName("b").addOutput(info(output, FLOAT));
        List.of(nodes).forEach(body::addNode);
        return body;
    }

    private static NodeProto.Builder branching(String condition) {
        GraphProto.Builder then = branch("t", node("Mul", "m", "x", "c"), node("Add", "t", "m", "outer"))
                .addInitializer(floats("c", dims(), 2));
        return node("If", "y", condition)
                .addAttribute(body("then_branch", then))
                .addAttribute(body("else_branch", branch("m", node("Neg", "m", "outer"))));
    }

    private static TensorProto.Builder truth(boolean value) {
        return TensorProto.newBuilder()
                .setName("c")
                .setDataType(TensorProto.DataType.BOOL_VALUE)
                .addInt32Data(value ? 1 : 0);
    }

    @Test
    void the_branch_of_a_constant_condition_takes_the_place_of_an_if() {
        GraphProto.Builder graph = graph(node("Relu", "outer", "x"), branching("c"));

        Graph then = OnnxReader.parse(model(18, graph.clone().addInitializer(truth(true))), "m");
        Graph otherwise = OnnxReader.parse(model(18, graph.clone().addInitializer(truth(false))), "m");

        assertThat(operators(then)).containsExactly("Relu", "Mul", "Add");
        assertThat(then.node("m").input(1))
                .as("the constant inside hides that outside")
                .isEqualTo("c_2");
        assertThat(then.constant("c_2").orElseThrow().toFloats()).containsExactly(2);
        assertThat(operators(otherwise)).containsExactly("Relu", "Neg");
    }

    @Test
    void a_condition_on_sizes_is_decided_where_all_sizes_agree() {
        NodeProto.Builder[] nodes = {
            node("Relu", "outer", "x"),
            node("Shape", "s", "x"),
            node("Gather", "side", "s", "index"),
            node("Equal", "is", "side", "three"),
            branching("is")
        };
        GraphProto.Builder channels =
                graph(nodes).addInitializer(longs("index", 1)).addInitializer(longs("three", 3));
        GraphProto.Builder batch =
                graph(nodes).addInitializer(longs("index", 0)).addInitializer(longs("three", 3));

        assertThat(operators(OnnxReader.parse(model(18, channels), "m"))).containsExactly("Relu", "Mul", "Add");
        assertThatThrownBy(() -> OnnxReader.parse(model(18, batch), "m"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'y' (If): its condition 'is' is known only at run time, or depends on a size");
    }

    @Test
    void sequences_become_the_tensors_that_they_hold() {
        GraphProto.Builder graph = graph(
                        node("SplitToSequence", "parts", "x").addAttribute(integer("axis", 1)),
                        node("SequenceAt", "first", "parts", "zero"),
                        node("SequenceAt", "last", "parts", "minus"),
                        node("SequenceEmpty", "none"),
                        node("SequenceInsert", "one", "none", "last"),
                        node("SequenceInsert", "two", "one", "first"),
                        node("ConcatFromSequence", "y", "two").addAttribute(integer("axis", 1)))
                .addInitializer(longs("zero", 0).clearDims())
                .addInitializer(longs("minus", -1).clearDims());

        Graph read = OnnxReader.parse(model(18, graph), "m");

        assertThat(operators(read)).containsExactly("Split", "Concat");
        Node split = read.nodes().get(0);
        assertThat(read.constant(split.input(1)).orElseThrow().toLongs()).containsExactly(1, 1, 1);
        assertThat(read.node("y").inputs())
                .containsExactly(split.outputs().get(2), split.outputs().get(0));
    }

    @Test
    void a_sequence_of_unknown_length_is_refused() {
        GraphProto.Builder graph = graph(
                node("SplitToSequence", "parts", "x").addAttribute(integer("axis", 0)),
                node("ConcatFromSequence", "y", "parts").addAttribute(integer("axis", 0)));

        assertThatThrownBy(() -> OnnxReader.parse(model(18, graph), "m"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the size of axis 0 of 'x' is not known while reading");
    }
}
