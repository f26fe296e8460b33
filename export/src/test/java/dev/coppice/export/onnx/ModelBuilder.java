package dev.coppice.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models of any opset for tests, from x (N×3×8×8) to y. */
final class ModelBuilder {
    private final int opset;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("g");
    private NodeProto.Builder last = NodeProto.newBuilder();

    private ModelBuilder(int opset) {
        this.opset = opset;
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("N");
        for (long size : new long[] {3, 8, 8}) {
            shape.addDimBuilder().setDimValue(size);
        }
        graph.addInput(info("x").setType(type(shape)));
        graph.addOutput(info("y").setType(type(null)));
    }

    static ModelBuilder opset(int opset) {
        return new ModelBuilder(opset);
    }

    /** Adds a node; the attributes that follow belong to it. */
    ModelBuilder node(String op, String output, String... inputs) {
        close();
        last = NodeProto.newBuilder()
                .setOpType(op)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
        return this;
    }

    /** Adds another output to the node. */
    ModelBuilder also(String output) {
        last.addOutput(output);
        return this;
    }

    ModelBuilder ints(String name, long... values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return this;
    }

    ModelBuilder reals(String name, float... values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return this;
    }

    ModelBuilder integer(String name, long value) {
        attribute(name, AttributeType.INT).setI(value);
        return this;
    }

    ModelBuilder real(String name, float value) {
        attribute(name, AttributeType.FLOAT).setF(value);
        return this;
    }

    ModelBuilder text(String name, String value) {
        attribute(name, AttributeType.STRING).setS(ByteString.copyFrom(value, StandardCharsets.UTF_8));
        return this;
    }

    private AttributeProto.Builder attribute(String name, AttributeType type) {
        return last.addAttributeBuilder().setName(name).setType(type);
    }

    /** Adds a FLOAT initializer; without values it repeats −0.9, −0.7, …. */
    ModelBuilder floats(String name, List<Integer> dims, float... values) {
        int elements = dims.stream().mapToInt(d -> d).reduce(1, (a, b) -> a * b);
        ByteBuffer bytes = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            bytes.putFloat(values.length > 0 ? values[i] : (i * 7 % 10) * 0.2f - 0.9f);
        }
        TensorProto.Builder tensor = graph.addInitializerBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes.flip()));
        dims.forEach(tensor::addDims);
        return this;
    }

    ModelBuilder longs(String name, long... values) {
        TensorProto.Builder tensor = graph.addInitializerBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return this;
    }

    byte[] bytes() {
        close();
        return ModelProto.newBuilder()
                .setIrVersion(opset < 9 ? 4 : opset > 18 ? 10 : 7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private void close() {
        if (!last.getOpType().isEmpty()) {
            graph.addNode(last);
            last = NodeProto.newBuilder();
        }
    }

    private static ValueInfoProto.Builder info(String name) {
        return ValueInfoProto.newBuilder().setName(name);
    }

    private static TypeProto.Builder type(TensorShapeProto.@Nullable Builder shape) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
        return TypeProto.newBuilder().setTensorType(shape == null ? tensor : tensor.setShape(shape));
    }
}
