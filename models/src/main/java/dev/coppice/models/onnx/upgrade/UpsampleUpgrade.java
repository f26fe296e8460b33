package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Upgrade of Upsample, which Resize replaced in 10: it samples at x_out / scale and rounds down. Before 9, scales are an
 * attribute.
 */
final class UpsampleUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() >= 9) {
            return List.of(ResizeUpgrade.asymmetric(node, node.input(1), context.constant(node.input(1))));
        }
        if (!(node.attributes().asMap().get("scales") instanceof AttributeValue.Reals scales)) {
            throw new IllegalArgumentException("its scales are missing");
        }
        float[] values = new float[scales.values().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scales.values().get(i);
        }
        Tensor tensor = Tensor.floats(Shape.of(values.length), values);
        return List.of(ResizeUpgrade.asymmetric(
                node, context.addConstant(node.name() + "_scales", tensor), Optional.of(tensor)));
    }
}
