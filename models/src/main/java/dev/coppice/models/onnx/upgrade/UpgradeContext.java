package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.ElementType;
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

    /** The value of a constant, or of a tensor computed from constants alone; empty for any other. */
    Optional<Tensor> constant(String tensor);

    /** The number of axes of a tensor; empty if it is not known while reading. */
    Optional<Integer> rank(String tensor);

    /** The size of an axis of a tensor; empty if it is not known while reading. */
    default Optional<Integer> size(String tensor, int axis) {
        return Optional.empty();
    }

    /** The type of the floating-point numbers that the node reads; single numbers that are added get it. */
    default ElementType numbers() {
        return ElementType.FLOAT;
    }

    /** Adds a constant and returns its name, made from the hint. */
    String addConstant(String hint, Tensor value);

    /** An unused tensor or node name, made from the hint. */
    String freshName(String hint);

    /** Whether some node or the graph's outputs read a tensor. */
    boolean isRead(String tensor);
}
