package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import java.util.List;

/** Resize of opset 10 samples at x_out / scale and rounds down; later ones say so in attributes. */
final class ResizeUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() < 11) {
            return List.of(asymmetric(node, node.input(1)));
        }
        String mode = node.attributes().text("coordinate_transformation_mode", "half_pixel");
        if (mode.equals("tf_half_pixel_for_nn") || mode.equals("half_pixel_symmetric")) {
            throw new IllegalArgumentException(
                    "coordinate_transformation_mode '" + mode + "' is not known at opset 18");
        }
        return List.of(hasSizes(node, context) ? node.withInput(2, "") : node);
    }

    /** The Resize that equals a Resize-10 or an Upsample with these scales. */
    static Node asymmetric(Node node, String scales) {
        Attributes attributes = node.attributes()
                .without("scales", "height_scale", "width_scale")
                .with("coordinate_transformation_mode", "asymmetric")
                .with("mode", node.attributes().text("mode", "nearest").equals("nearest") ? "nearest" : "linear")
                .with("nearest_mode", "floor");
        return new Node(node.name(), "", "Resize", List.of(node.input(0), "", scales), node.outputs(), attributes);
    }

    /** Opsets 11 and 12 take an empty scales tensor where sizes are given; since 13 it must be left out. */
    private static boolean hasSizes(Node node, UpgradeContext context) {
        return node.hasInput(3)
                && node.hasInput(2)
                && context.constant(node.input(2))
                        .map(t -> t.shape().elements() == 0)
                        .orElse(false);
    }
}
