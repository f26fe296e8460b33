package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.resample.Resample;

/**
 * Path from a tensor to the contractions that read it: if all its operators are linear, a mean over cells may move across. What
 * reads its sizes alone does not matter.
 */
final class LinearPath {
    private LinearPath() {}

    static boolean toContractions(Graph graph, String tensor) {
        return graph.uses(tensor).stream()
                .map(Graph.Use::node)
                .allMatch(n -> n.is("Conv", "ConvTranspose")
                        || n.is("Shape", "Size")
                        || (isLinear(graph, n) && n.outputs().stream().allMatch(o -> toContractions(graph, o))));
    }

    private static boolean isLinear(Graph graph, Node node) {
        boolean scales = node.is("Mul", "Div") && graph.constant(node.input(1)).isPresent();
        return scales
                || Resample.isResample(node)
                || node.is(
                        "Add",
                        "AveragePool",
                        "BatchNormalization",
                        "Concat",
                        "Dropout",
                        "Identity",
                        "Pad",
                        "Resize",
                        "Sub",
                        "Sum");
    }
}
