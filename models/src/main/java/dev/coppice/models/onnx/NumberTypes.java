package dev.coppice.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.Tensor;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The element types of a graph that is still being read, by which numbers beside its maps get theirs. */
final class NumberTypes {
    private final Map<String, ElementType> types = new HashMap<>();
    private final ElementType usual;

    NumberTypes(Map<String, Tensor> constants, GraphProto graph) {
        for (ValueInfoProto input : graph.getInputList()) {
            int code = input.getType().getTensorType().getElemType();
            Stream.of(ElementType.values())
                    .filter(type -> type.code() == code)
                    .forEach(type -> types.put(input.getName(), type));
        }
        Map<ElementType, Long> elements = new EnumMap<>(ElementType.class);
        constants.forEach((name, tensor) -> {
            put(name, tensor);
            if (tensor.type().isFloating()) {
                elements.merge(tensor.type(), tensor.shape().elements(), Long::sum);
            }
        });
        usual = elements.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> single(most.getKey()))
                .orElse(ElementType.FLOAT);
    }

    /** The type of most numbers of the file's weights. */
    ElementType usual() {
        return usual;
    }

    void put(String constant, Tensor value) {
        types.put(constant, value.type());
    }

    /** Notes a node; the nodes that it reads come before it. */
    void note(Node node) {
        NodeTypes.note(node, types);
    }

    /** The type of the first floating-point numbers that a node reads; the usual one if it is not known. */
    ElementType of(Node node) {
        for (String input : node.inputs()) {
            ElementType type = input.isEmpty() ? usual : types.getOrDefault(input, usual);
            if (type.isFloating()) {
                return single(type);
            }
        }
        return usual;
    }

    /** Numbers that Coppice adds have single precision at most. */
    private static ElementType single(ElementType type) {
        return type == ElementType.DOUBLE ? ElementType.FLOAT : type;
    }
}
