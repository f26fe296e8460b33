package dev.coppice.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HalfNumbersTest {
    /** Gelu, an operator since 20, is written out with numbers, which must be of the type of the map that they meet. */
    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"FLOAT", "FLOAT16", "BFLOAT16"})
    void numbers_of_what_is_written_out_have_the_type_of_the_weights(ElementType type) {
        GraphProto graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(value("x", type))
                .addOutput(value("y", type))
                .addInitializer(TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(type.code())
                        .addDims(1)
                        .setRawData(ByteString.copyFrom(new byte[type.bytes()])))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Mul")
                        .addInput("x")
                        .addInput("w")
                        .addOutput("a"))
                .addNode(NodeProto.newBuilder().setOpType("Gelu").addInput("a").addOutput("y"))
                .build();

        Graph read = OnnxReader.parse(model(graph).toByteArray(), "half");

        assertThat(read.nodes()).extracting(Node::op).startsWith("Mul").hasSizeGreaterThan(1);
        assertThat(read.constants().values())
                .filteredOn(constant -> constant.type().isFloating())
                .isNotEmpty()
                .allMatch(constant -> constant.type() == type);
    }

    /** The scales of a Resize are in single precision in every file. */
    @Test
    void scales_in_single_precision_do_not_make_a_file_one() {
        GraphProto graph = GraphProto.newBuilder()
                .setName("g")
                .addInput(value("x", ElementType.FLOAT16))
                .addOutput(value("y", ElementType.FLOAT16))
                .addInitializer(TensorProto.newBuilder()
                        .setName("scales")
                        .setDataType(ElementType.FLOAT.code())
                        .addDims(2)
                        .addFloatData(1)
                        .addFloatData(1))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Resize")
                        .addInput("x")
                        .addInput("")
                        .addInput("scales")
                        .addOutput("a"))
                .addNode(NodeProto.newBuilder().setOpType("Gelu").addInput("a").addOutput("y"))
                .build();

        Graph read = OnnxReader.parse(model(graph).toByteArray(), "half");

        assertThat(read.nodes()).extracting(Node::op).startsWith("Resize").contains("Erf");
        assertThat(read.constants().values())
                .filteredOn(constant -> constant.shape().rank() == 0)
                .isNotEmpty()
                .allMatch(constant -> constant.type() == ElementType.FLOAT16);
    }

    private static ModelProto model(GraphProto graph) {
        return ModelProto.newBuilder()
                .setIrVersion(9)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(22))
                .build();
    }

    private static ValueInfoProto value(String name, ElementType type) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(4))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.code())
                                .setShape(shape)))
                .build();
    }
}
