package dev.coppice.export.form;

import dev.coppice.models.graph.Node;
import java.util.List;

/** How an operator is written at another opset than 18. */
@FunctionalInterface
interface OpsetRule {
    /**
     * The nodes that stand for a node at the target's opset; the node itself, if it means the same there.
     *
     * @throws NewerOpsetException if only a newer opset can express it
     */
    List<Node> apply(Node node, OpsetTarget target);
}
