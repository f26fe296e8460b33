package dev.coppice.export.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The inputs that a loaded model declares. */
final class DeclaredInputs {
    private DeclaredInputs() {}

    /** All tensors among them, in order; of unknown types as single precision. */
    static List<dev.coppice.models.graph.TensorInfo> of(OrtSession session, Map<OnnxJavaType, ElementType> types)
            throws OrtException {
        List<dev.coppice.models.graph.TensorInfo> inputs = new ArrayList<>();
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            if (input.getValue().getInfo() instanceof TensorInfo info) {
                ElementType type = types.getOrDefault(info.type, ElementType.FLOAT);
                inputs.add(new dev.coppice.models.graph.TensorInfo(input.getKey(), type, dimensions(info)));
            }
        }
        return inputs;
    }

    private static List<Dimension> dimensions(TensorInfo info) {
        long[] sizes = info.getShape();
        String[] names = info.getDimensionNames();
        List<Dimension> dimensions = new ArrayList<>();
        for (int axis = 0; axis < sizes.length; axis++) {
            dimensions.add(
                    sizes[axis] >= 0
                            ? Dimension.of(Math.toIntExact(sizes[axis]))
                            : Dimension.open(axis < names.length ? names[axis] : ""));
        }
        return dimensions;
    }
}
