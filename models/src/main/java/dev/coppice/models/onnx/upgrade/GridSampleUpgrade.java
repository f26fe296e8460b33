package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.Map;

/** Upgrade of GridSample, whose modes have other names since 20, and which samples volumes since then. */
final class GridSampleUpgrade implements Upgrade {
    private static final Map<String, String> OLD = Map.of("linear", "bilinear", "cubic", "bicubic");
    private static final int MAP_RANK = 4;

    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() < 20) {
            return List.of(node);
        }
        if (context.rank(node.input(0)).filter(rank -> rank != MAP_RANK).isPresent()) {
            throw new IllegalArgumentException("it samples a volume, which opset 18 does not know");
        }
        Attributes attributes = node.attributes();
        String mode = attributes.text("mode", "linear");
        return List.of(node.withAttributes(attributes.with("mode", OLD.getOrDefault(mode, mode))));
    }
}
