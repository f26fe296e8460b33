package dev.coppice.export.runtime;

import ai.onnxruntime.OnnxJavaType;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import java.util.Map;
import java.util.Optional;

/** The types of elements that pass between Java and ONNX Runtime. */
final class JavaTypes {
    /** The types that the runtime declares, and ours. */
    static final Map<OnnxJavaType, ElementType> ALL = Map.of(
            OnnxJavaType.FLOAT, ElementType.FLOAT,
            OnnxJavaType.DOUBLE, ElementType.DOUBLE,
            OnnxJavaType.FLOAT16, ElementType.FLOAT16,
            OnnxJavaType.INT64, ElementType.INT64,
            OnnxJavaType.INT32, ElementType.INT32,
            OnnxJavaType.INT16, ElementType.INT16,
            OnnxJavaType.INT8, ElementType.INT8,
            OnnxJavaType.UINT8, ElementType.UINT8,
            OnnxJavaType.BOOL, ElementType.BOOL);

    private JavaTypes() {}

    /** The runtime's type for elements of ours. */
    static OnnxJavaType of(ElementType type) {
        return switch (type) {
            // Java has no unsigned numbers, and ONNX Runtime no Java type of less than a byte
            case UINT64, UINT32, UINT16 -> OnnxJavaType.valueOf(type.name().substring(1));
            case INT4 -> OnnxJavaType.INT8;
            case UINT4 -> OnnxJavaType.UINT8;
            default -> OnnxJavaType.valueOf(type.name());
        };
    }

    /** Our type for elements that the runtime returned. */
    static ElementType elements(OnnxJavaType type) {
        return Optional.ofNullable(ALL.get(type))
                .orElseThrow(() -> new InvalidInputException("ONNX Runtime returned elements of type " + type + "."));
    }
}
