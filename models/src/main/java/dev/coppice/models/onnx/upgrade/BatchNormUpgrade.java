package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.List;

/**
 * Upgrade of BatchNormalization in inference. {@code spatial} (before 9) must be on, and running statistics are inputs only.
 */
final class BatchNormUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Attributes attributes = node.attributes();
        if (attributes.integer("spatial", 1) != 1) {
            throw new IllegalArgumentException("spatial is 0 (statistics per pixel)");
        }
        boolean statistics = node.outputs().stream().skip(1).anyMatch(o -> !o.isEmpty() && context.isRead(o));
        if (attributes.integer("training_mode", 0) != 0 || statistics) {
            throw new IllegalArgumentException(
                    "it takes statistics of the batch (training mode); export the network in evaluation mode");
        }
        return List.of(node.withOutputs(node.outputs().subList(0, 1))
                .withAttributes(attributes.without("spatial", "training_mode", "momentum", "is_test")));
    }
}
