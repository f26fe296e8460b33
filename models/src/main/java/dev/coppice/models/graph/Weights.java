package dev.coppice.models.graph;

import dev.coppice.models.operator.OperatorSchema;

/** Constants that are weights: contractions, normalisations and the like read them. */
public final class Weights {
    private Weights() {}

    /** Whether an operator with weights reads a constant. */
    public static boolean contains(Graph graph, String constant) {
        return graph.uses(constant).stream()
                .anyMatch(use ->
                        use.node().schema().filter(OperatorSchema::hasWeights).isPresent());
    }
}
