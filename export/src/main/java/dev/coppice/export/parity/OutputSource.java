package dev.coppice.export.parity;

import dev.coppice.models.graph.Tensor;
import java.util.Map;

/** Something that computes a network: ONNX Runtime, SameDiff, another file. */
@FunctionalInterface
public interface OutputSource {
    /** All outputs by name for one input, N×C×H×W in the card's normalised range. */
    Map<String, Tensor> run(Tensor input);
}
