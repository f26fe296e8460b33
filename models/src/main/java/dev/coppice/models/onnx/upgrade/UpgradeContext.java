package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Tensor;
import java.util.Optional;

/** View of the file for an upgrade, which also makes new constants and names. */
public interface UpgradeContext {
    /** The file's opset. */
    int opset();

    /** The version of another operator set than the standard's in the file; 1 if it names none. */
    default int opset(String domain) {
        return 1;
    }

    /** A constant of the file; empty if the tensor is computed. */
    Optional<Tensor> constant(String tensor);

    /** Adds a constant and returns its name, made from the hint. */
    String addConstant(String hint, Tensor value);

    /** An unused tensor or node name, made from the hint. */
    String freshName(String hint);

    /** Whether some node or the graph's outputs read a tensor. */
    boolean isRead(String tensor);
}
