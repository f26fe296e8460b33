package dev.coppice.models.onnx.dequantize;

import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorKind;
import java.util.HashSet;
import java.util.Set;

/** Tensors that hold integers in the file and floating-point numbers once DynamicQuantizeLinear is gone. */
final class FloatingTensors {
    private final Set<String> names = new HashSet<>();

    /** Notes what a node gives: the numbers of DynamicQuantizeLinear, also where they are moved. */
    void visit(Node node) {
        boolean moved = node.is(OperatorKind.MOVEMENT) && names.contains(node.input(0));
        if (moved || node.is("DynamicQuantizeLinear")) {
            names.add(node.output());
        }
    }

    boolean contains(String tensor) {
        return names.contains(tensor);
    }
}
