package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;

/** Upgrade of Slice: starts, ends and axes became inputs in 10. */
final class SliceUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() >= 10) {
            return List.of(node);
        }
        Node changed = node;
        int position = 1;
        for (String part : List.of("starts", "ends", "axes")) {
            if (node.attributes().has(part)) {
                Tensor values = Tensor.vector(longs(node.attributes(), part));
                changed = changed.withInput(position, context.addConstant(node.name() + "_" + part, values));
            }
            position++;
        }
        return List.of(changed.withAttributes(node.attributes().without("starts", "ends", "axes")));
    }

    /** Ends may be 2⁶³−1, "to the end", which does not fit an int. */
    private static long[] longs(Attributes attributes, String name) {
        return attributes.asMap().get(name) instanceof AttributeValue.Ints ints
                ? ints.values().stream().mapToLong(Long::longValue).toArray()
                : new long[0];
    }
}
