package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.List;

/**
 * Upgrade of Softmax, LogSoftmax and Hardmax. Before 13 they flatten their input to a matrix at {@code axis} (default 1) and
 * work on its rows, that is, over all axes from {@code axis} on. The upgrade writes this out; if the axis is the last one,
 * folding removes the detour.
 */
final class SoftmaxUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() >= 13) {
            return List.of(node);
        }
        int axis = node.attributes().integer("axis", 1);
        if (axis == -1) {
            return List.of(node);
        }
        String shape = context.freshName(node.name() + "_shape");
        String flat = context.freshName(node.name() + "_flat");
        String rows = context.freshName(node.name() + "_rows");
        return List.of(
                Node.of("Shape", shape, Attributes.NONE, node.input(0)),
                Node.of("Flatten", flat, Attributes.NONE.with("axis", axis), node.input(0)),
                Node.of(node.op(), rows, Attributes.NONE.with("axis", -1), flat),
                new Node(node.name(), "", "Reshape", List.of(rows, shape), node.outputs(), Attributes.NONE));
    }
}
