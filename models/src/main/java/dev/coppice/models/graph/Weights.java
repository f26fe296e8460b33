package dev.coppice.models.graph;

import dev.coppice.models.operator.OperatorSchema;

/** Which constants are weights: those that contractions, normalisations and the like read. */
public final class Weights {
    private Weights() {}

    /** Whether a constant is read by an operator that has weights. */
    public static boolean contains(Graph graph, String constant) {
        return graph.uses(constant).stream()
                .anyMatch(use ->
                        use.node().schema().filter(OperatorSchema::hasWeights).isPresent());
    }
}
