package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.List;

/** Upgrade of Dropout, which does nothing in inference: it becomes an Identity, which folding removes. */
final class DropoutUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (node.outputs().size() > 1 && context.isRead(node.outputs().get(1))) {
            throw new IllegalArgumentException("its mask '" + node.outputs().get(1) + "' is read");
        }
        boolean training = node.hasInput(2)
                && context.constant(node.input(2)).map(t -> t.toLongs()[0] != 0).orElse(true);
        if (training) {
            throw new IllegalArgumentException(
                    "it may drop values (training mode); export the network in evaluation mode");
        }
        return List.of(new Node(
                node.name(),
                "",
                "Identity",
                node.inputs().subList(0, 1),
                node.outputs().subList(0, 1),
                Attributes.NONE));
    }
}
