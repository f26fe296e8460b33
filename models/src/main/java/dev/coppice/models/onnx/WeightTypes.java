package dev.coppice.models.onnx;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights must be of a type their operator takes: floating-point, and one type within a node. A runtime would refuse the
 * file later, with less to say.
 */
final class WeightTypes {
    private static final String[] FLOATING = {
        "Conv",
        "ConvTranspose",
        "BatchNormalization",
        "InstanceNormalization",
        "LayerNormalization",
        "GroupNormalization"
    };

    private WeightTypes() {}

    static void check(Graph graph, String where) {
        List<String> problems = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is(FLOATING)) {
                Map<String, ElementType> types = types(graph, node);
                boolean floating = types.values().stream().allMatch(ElementType::isFloating);
                if (!floating || types.values().stream().distinct().count() > 1) {
                    problems.add("node " + node + " takes floating-point weights of one type, not " + types);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(where + " has weights of a wrong type; export it again:", problems);
        }
    }

    private static Map<String, ElementType> types(Graph graph, Node node) {
        Map<String, ElementType> types = new LinkedHashMap<>();
        for (String input : node.inputs()) {
            graph.constant(input).map(Tensor::type).ifPresent(type -> types.put(input, type));
        }
        return types;
    }
}
