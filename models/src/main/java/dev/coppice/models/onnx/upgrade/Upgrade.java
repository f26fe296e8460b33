package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import java.util.List;

/** Rule that rewrites a node of another opset as equivalent nodes at opset 18, one class per operator family. */
@FunctionalInterface
public interface Upgrade {
    /**
     * The nodes that replace a node; together they produce its outputs.
     *
     * @throws IllegalArgumentException if this node has no equivalent at opset 18; the message says why
     */
    List<Node> apply(Node node, UpgradeContext context);

    /** Whether the rule is for this node; one that it is not for is carried as it is. */
    default boolean takes(Node node, UpgradeContext context) {
        return true;
    }
}
