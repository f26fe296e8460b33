package dev.coppice.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.coppice.export.onnx.SharedModel;
import dev.coppice.models.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights that a session reads from Java's memory; they must stay there until the session is closed. */
final class SharedWeights {
    private final Map<String, OnnxTensorLike> values = new LinkedHashMap<>();

    /** Names the weights in the options of a session to be; the bytes are what it is made of. */
    byte[] of(SharedModel model, OrtEnvironment environment, SessionOptions options) throws OrtException {
        for (Map.Entry<String, Tensor> weight : model.weights().entrySet()) {
            Tensor value = weight.getValue();
            values.put(
                    weight.getKey(),
                    OnnxTensor.createTensor(
                            environment, value.bytes(), OnnxSession.sizes(value), JavaTypes.of(value.type())));
        }
        if (!values.isEmpty()) {
            options.addExternalInitializers(values);
        }
        return model.bytes();
    }

    /** Lets the weights go, after the session is closed. */
    void close() {
        values.values().forEach(OnnxTensorLike::close);
    }
}
