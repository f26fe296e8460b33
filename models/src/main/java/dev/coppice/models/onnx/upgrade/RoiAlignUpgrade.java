package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Node;
import java.util.List;

/** Upgrade of RoiAlign, which before 16 places samples without the half-pixel shift that is now the default. */
final class RoiAlignUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        return context.opset() >= 16
                ? List.of(node)
                : List.of(node.withAttributes(
                        node.attributes().with("coordinate_transformation_mode", "output_half_pixel")));
    }
}
