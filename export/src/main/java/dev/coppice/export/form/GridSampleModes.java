package dev.coppice.export.form;

import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.Map;

/** GridSample since 20, whose modes have other names. */
final class GridSampleModes implements OpsetRule {
    private static final int REVISED = 20;
    private static final Map<String, String> NEW = Map.of("bilinear", "linear", "bicubic", "cubic");

    @Override
    public List<Node> apply(Node node, OpsetTarget target) {
        if (target.opset() < REVISED) {
            return List.of(node);
        }
        String mode = node.attributes().text("mode", "bilinear");
        return List.of(node.withAttributes(node.attributes().with("mode", NEW.getOrDefault(mode, mode))));
    }
}
