package dev.coppice.models.onnx.upgrade;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Upgrade of Resize. At opset 10 it samples at x_out / scale and rounds down; later opsets say so in attributes. Empty
 * scales beside sizes (opsets 11 and 12) are dropped, and so is a region of interest that the mode does not read.
 */
final class ResizeUpgrade implements Upgrade {
    @Override
    public List<Node> apply(Node node, UpgradeContext context) {
        if (context.opset() < 11) {
            return List.of(asymmetric(node, node.input(1), context.constant(node.input(1))));
        }
        String mode = node.attributes().text("coordinate_transformation_mode", "half_pixel");
        if (mode.equals("tf_half_pixel_for_nn") || mode.equals("half_pixel_symmetric")) {
            throw new IllegalArgumentException(
                    "coordinate_transformation_mode '" + mode + "' is not known at opset 18");
        }
        Node plain = node.hasInput(3) ? node.withInput(2, "") : node;
        return List.of(mode.equals("tf_crop_and_resize") ? plain : plain.withInput(1, ""));
    }

    /** The Resize that equals a Resize-10 or an Upsample with these scales. */
    static Node asymmetric(Node node, String scales, Optional<Tensor> values) {
        boolean nearest = node.attributes().text("mode", "nearest").equals("nearest");
        Attributes attributes = node.attributes()
                .without("scales", "height_scale", "width_scale")
                .with("coordinate_transformation_mode", "asymmetric")
                .with("mode", nearest ? "nearest" : "linear")
                .with("nearest_mode", values.map(ResizeUpgrade::nearestMode).orElse("floor"));
        return new Node(node.name(), "", "Resize", List.of(node.input(0), "", scales), node.outputs(), attributes);
    }

    /**
     * The rounding of ONNX Runtime, whose Resize-10 came before the standard defined it: down when it enlarges, up when it
     * shrinks.
     */
    private static String nearestMode(Tensor scales) {
        boolean grows = false;
        boolean shrinks = false;
        for (float scale : scales.toFloats()) {
            grows |= scale > 1;
            shrinks |= scale < 1;
        }
        if (grows && shrinks) {
            throw new IllegalArgumentException("it grows on one axis and shrinks on another");
        }
        return shrinks ? "ceil" : "floor";
    }
}
