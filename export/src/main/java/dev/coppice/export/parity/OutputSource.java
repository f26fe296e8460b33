package dev.coppice.export.parity;

import dev.coppice.models.graph.Tensor;
import java.util.Map;

/** Source of outputs that computes a network: ONNX Runtime, SameDiff, another file. */
@FunctionalInterface
public interface OutputSource {
    /** The outputs by name for one input, N×C×H×W, normalised as the card says. */
    Map<String, Tensor> run(Tensor input);
}
