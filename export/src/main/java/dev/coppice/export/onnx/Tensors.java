package dev.coppice.export.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.onnx.FourBits;
import java.util.ArrayList;
import java.util.List;

/** Tensors and attributes as protobuf messages. */
final class Tensors {
    private Tensors() {}

    /** A tensor as little-endian raw data. */
    static TensorProto write(String name, Tensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(tensor.type().code())
                .setRawData(UnsafeByteOperations.unsafeWrap(
                        tensor.type().isPacked() ? FourBits.together(tensor) : tensor.bytes()));
        for (int size : tensor.shape().sizes()) {
            proto.addDims(size);
        }
        return proto.build();
    }

    /** A node's attributes, by name. */
    static List<AttributeProto> attributes(Attributes attributes) {
        List<AttributeProto> protos = new ArrayList<>();
        attributes.asMap().forEach((name, value) -> protos.add(attribute(name, value)));
        return protos;
    }

    private static AttributeProto attribute(String name, AttributeValue value) {
        AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
        if (value instanceof AttributeValue.Int v) {
            proto.setType(AttributeType.INT).setI(v.value());
        } else if (value instanceof AttributeValue.Real v) {
            proto.setType(AttributeType.FLOAT).setF(v.value());
        } else if (value instanceof AttributeValue.Text v) {
            proto.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(v.value()));
        } else if (value instanceof AttributeValue.Ints v) {
            proto.setType(AttributeType.INTS).addAllInts(v.values());
        } else if (value instanceof AttributeValue.Reals v) {
            proto.setType(AttributeType.FLOATS).addAllFloats(v.values());
        } else if (value instanceof AttributeValue.Texts v) {
            proto.setType(AttributeType.STRINGS);
            v.values().forEach(text -> proto.addStrings(ByteString.copyFromUtf8(text)));
        } else if (value instanceof AttributeValue.Data v) {
            proto.setType(AttributeType.TENSOR).setT(write("", v.value()));
        }
        return proto.build();
    }
}
