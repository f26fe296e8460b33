package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/** Upgrade of Pad: amounts and value became inputs in 11; {@code wrap} is newer than 18. */
final class PadUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        Attributes attributes = node.attributes();
        if (attributes.text("mode", "constant").equals("wrap")) {
            throw new IllegalArgumentException("mode 'wrap' is newer than opset 18");
        }
        if (context.opset() >= 11) {
            return List.of(node);
        }
        long[] pads = Arrays.stream(attributes.integers("pads")).asLongStream().toArray();
        Node changed = node.withInput(1, context.addConstant(node.name() + "_pads", Tensor.vector(pads)));
        if (attributes.real("value", 0) != 0) {
            Tensor value = Tensor.scalar(attributes.real("value", 0));
            changed = changed.withInput(2, context.addConstant(node.name() + "_value", value));
        }
        return List.of(changed.withAttributes(attributes.without("pads", "value")));
    }
}
