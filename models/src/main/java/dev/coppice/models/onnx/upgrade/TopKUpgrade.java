package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Upgrade of TopK: k became an input in 10. */
final class TopKUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() >= 10) {
            return List.of(node);
        }
        Tensor k = Tensor.vector(node.attributes().integer("k", 1));
        return List.of(node.withInput(1, context.addConstant(node.name() + "_k", k))
                .withAttributes(node.attributes().without("k")));
    }
}
