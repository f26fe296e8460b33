package dev.coppice.export.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model for a runtime in the same process: weights that lie outside Java's heap are not written into it, the runtime reads
 * them where they are.
 *
 * @param bytes the model, which declares these weights as external data
 * @param weights the weights by name
 */
@SuppressWarnings("ArrayRecordComponent") // a model takes megabytes, so it is handed over and not copied
public record SharedModel(byte[] bytes, Map<String, Tensor> weights) {
    /** The file name of weights that are in no file; ONNX asks for one. */
    private static final String NOWHERE = "shared";

    /** Types that ONNX Runtime takes from Java as what they are. */
    private static final Set<ElementType> TYPES =
            EnumSet.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.FLOAT16, ElementType.INT8, ElementType.UINT8);

    public SharedModel {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** Bytes of the model with these weights. */
    public long size() {
        return bytes.length
                + weights.values().stream()
                        .mapToLong(weight -> weight.bytes().remaining())
                        .sum();
    }

    static SharedModel of(ModelProto.Builder model) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (TensorProto.Builder weight : model.getGraphBuilder().getInitializerBuilderList()) {
            ByteBuffer data = weight.getRawData().asReadOnlyByteBuffer();
            ElementType type = ElementType.ofCode(weight.getDataType());
            if (data.isDirect() && TYPES.contains(type)) {
                int[] sizes =
                        weight.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
                weights.put(weight.getName(), Tensor.of(type, Shape.of(sizes), data));
                weight.clearRawData()
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue(NOWHERE));
            }
        }
        return new SharedModel(model.build().toByteArray(), weights);
    }
}
