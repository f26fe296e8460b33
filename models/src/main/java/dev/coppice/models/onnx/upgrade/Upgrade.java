package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import java.util.List;

/** Rewrites a node of another opset into nodes that mean the same at opset 18. One operator family a class. */
@FunctionalInterface
public interface Upgrade {
    /**
     * The nodes that take its place; together they produce its outputs.
     *
     * @throws IllegalArgumentException if this node has no equal at opset 18; the message says what stands in the way
     */
    List<Node> apply(Node node, UpgradeContext context);
}
