package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Upgrade of Clip: the bounds became inputs in 11. */
final class ClipUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() >= 11) {
            return List.of(node);
        }
        Attributes attributes = node.attributes();
        List<String> inputs = new ArrayList<>(List.of(node.input(0), "", ""));
        if (attributes.has("min")) {
            inputs.set(1, context.addConstant(node.name() + "_min", Tensor.scalar(attributes.real("min", 0))));
        }
        if (attributes.has("max")) {
            inputs.set(2, context.addConstant(node.name() + "_max", Tensor.scalar(attributes.real("max", 0))));
        }
        return List.of(node.withInputs(inputs).withAttributes(attributes.without("min", "max")));
    }
}
