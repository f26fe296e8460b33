package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reader that turns attribute messages into attributes. An unsupported kind throws {@link IllegalArgumentException}. */
final class AttributeReader {
    private final TensorReader tensors;

    AttributeReader(TensorReader tensors) {
        this.tensors = tensors;
    }

    /** All attributes of a node. */
    Attributes read(List<AttributeProto> protos) {
        Map<String, AttributeValue> values = new TreeMap<>();
        for (AttributeProto proto : protos) {
            if (!proto.getRefAttrName().isEmpty()) {
                throw new IllegalArgumentException(
                        "attribute '" + proto.getName() + "' refers to a function's attribute outside a function");
            }
            if (values.put(proto.getName(), value(proto)) != null) {
                throw new IllegalArgumentException("attribute '" + proto.getName() + "' is given twice");
            }
        }
        return Attributes.of(values);
    }

    private AttributeValue value(AttributeProto proto) {
        return switch (proto.getType()) {
            case INT -> new AttributeValue.Int(proto.getI());
            case FLOAT -> new AttributeValue.Real(proto.getF());
            case STRING -> new AttributeValue.Text(proto.getS().toStringUtf8());
            case INTS -> new AttributeValue.Ints(proto.getIntsList());
            case FLOATS -> new AttributeValue.Reals(proto.getFloatsList());
            case STRINGS ->
                new AttributeValue.Texts(proto.getStringsList().stream()
                        .map(ByteString::toStringUtf8)
                        .toList());
            case TENSOR -> new AttributeValue.Data(tensor(proto));
            case GRAPH, GRAPHS ->
                throw new IllegalArgumentException(
                        "attribute '" + proto.getName() + "' is a sub-graph; control flow is not supported");
            default ->
                throw new IllegalArgumentException("attribute '" + proto.getName() + "' is of kind " + proto.getType()
                        + ", which is not supported");
        };
    }

    private Tensor tensor(AttributeProto proto) {
        try {
            return tensors.read(proto.getT());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("attribute '" + proto.getName() + "': " + e.getMessage(), e);
        }
    }
}
