package dev.coppice.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivePartsTest {
    private static final NodeProto LIVE = node("live", "Mul", "x", "used");

    @Test
    void leaves_out_what_no_output_needs_and_lists_it() {
        LiveParts parts = LiveParts.of(graph(
                LIVE,
                node("dead", "Mul", "live", "idle"),
                node("deader", "Mystery", "dead"),
                node("y", "Relu", "live")));

        assertThat(parts.graph().getNodeList()).extracting(NodeProto::getName).containsExactly("live", "y");
        assertThat(parts.graph().getInitializerList())
                .extracting(TensorProto::getName)
                .containsExactly("used");
        assertThat(parts.leftOut())
                .containsExactly(
                        "2 nodes that no output needs are left out: 'dead' (Mul), 'deader' (Mystery)",
                        "1 constant that no output needs is left out: idle");
    }

    @Test
    void keeps_what_a_graph_inside_a_needed_node_reads() {
        GraphProto inner = GraphProto.newBuilder()
                .addNode(node("in", "Neg", "live"))
                .addOutput(ValueInfoProto.newBuilder().setName("in"))
                .build();
        NodeProto choice = node("y", "If", "idle").toBuilder()
                .addAttribute(AttributeProto.newBuilder().setName("then_branch").setG(inner))
                .build();

        LiveParts parts = LiveParts.of(graph(LIVE, choice));

        assertThat(parts.leftOut()).isEmpty();
        assertThat(parts.graph().getNodeCount()).isEqualTo(2);
    }

    /** An unneeded operator is no reason to refuse a file. */
    @Test
    void a_graph_is_read_without_it() {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(18))
                .setGraph(graph(LIVE, node("deader", "Mystery", "live"), node("y", "Relu", "live")))
                .build();

        Graph graph = OnnxReader.parse(model.toByteArray(), "m");

        assertThat(graph.nodes()).extracting(Node::name).containsExactly("live", "y");
        assertThat(graph.constants()).containsOnlyKeys("used");
    }

    /** Files before IR version 4 list every constant among the inputs. */
    @Test
    void a_constant_that_is_left_out_does_not_stay_as_an_input() {
        GraphProto listed = graph(LIVE, node("y", "Relu", "live")).toBuilder()
                .addInput(ValueInfoProto.newBuilder().setName("used"))
                .addInput(ValueInfoProto.newBuilder().setName("idle"))
                .build();

        assertThat(LiveParts.of(listed).graph().getInputList())
                .extracting(ValueInfoProto::getName)
                .containsExactly("x", "used");
    }

    private static GraphProto graph(NodeProto... nodes) {
        TypeProto type = TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))))
                .build();
        return GraphProto.newBuilder()
                .addAllNode(List.of(nodes))
                .addInput(ValueInfoProto.newBuilder().setName("x").setType(type))
                .addOutput(ValueInfoProto.newBuilder().setName("y").setType(type))
                .addInitializer(scalar("used"))
                .addInitializer(scalar("idle"))
                .build();
    }

    private static TensorProto scalar(String name) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(2)
                .build();
    }

    private static NodeProto node(String name, String op, String... inputs) {
        return NodeProto.newBuilder()
                .setName(name)
                .setOpType(op)
                .addAllInput(List.of(inputs))
                .addOutput(name)
                .build();
    }
}
