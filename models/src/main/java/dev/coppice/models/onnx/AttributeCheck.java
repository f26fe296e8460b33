package dev.coppice.models.onnx;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.AttributeValue;
import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Check that attributes that choose among words hold one of them. The standard's checker only looks at their type. */
final class AttributeCheck {
    private static final List<String> AUTO_PAD = List.of("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
    private static final List<String> COORDINATES = List.of(
            "half_pixel",
            "half_pixel_symmetric",
            "pytorch_half_pixel",
            "align_corners",
            "asymmetric",
            "tf_half_pixel_for_nn",
            "tf_crop_and_resize");

    private static final Map<String, Map<String, List<String>>> WORDS = Map.of(
            "AveragePool", Map.of("auto_pad", AUTO_PAD),
            "Conv", Map.of("auto_pad", AUTO_PAD),
            "ConvTranspose", Map.of("auto_pad", AUTO_PAD),
            "LpPool", Map.of("auto_pad", AUTO_PAD),
            "MaxPool", Map.of("auto_pad", AUTO_PAD),
            "DepthToSpace", Map.of("mode", List.of("DCR", "CRD")),
            "Pad", Map.of("mode", List.of("constant", "reflect", "edge", "wrap")),
            "Resize",
                    Map.of(
                            "mode", List.of("nearest", "linear", "cubic"),
                            "coordinate_transformation_mode", COORDINATES,
                            "nearest_mode", List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil"),
                            "keep_aspect_ratio_policy", List.of("stretch", "not_larger", "not_smaller")));

    private AttributeCheck() {}

    static void check(List<Node> nodes, String where) {
        List<String> problems = new ArrayList<>();
        for (Node node : nodes) {
            WORDS.getOrDefault(node.op(), Map.of()).forEach((attribute, words) -> {
                AttributeValue value = node.attributes().asMap().get(attribute);
                if (value instanceof AttributeValue.Text text && !words.contains(text.value())) {
                    problems.add("'" + attribute + "' of " + node + " is '" + text.value() + "', expected one of "
                            + String.join(", ", words));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(where + " has attributes that mean nothing; export it again:", problems);
        }
    }
}
