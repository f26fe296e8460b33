package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import java.util.List;

/** Upgrade of Scatter, which was renamed ScatterElements in 11. */
final class ScatterUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        return List.of(new Node(node.name(), "", "ScatterElements", node.inputs(), node.outputs(), node.attributes()));
    }
}
