package dev.coppice.models.graph;

/** Which constants are weights: those that contractions and normalisations read. */
public final class Weights {
    private static final String[] READERS = {
        "Conv",
        "ConvTranspose",
        "Gemm",
        "MatMul",
        "BatchNormalization",
        "InstanceNormalization",
        "LayerNormalization",
        "GroupNormalization",
        "PRelu"
    };

    private Weights() {}

    /** Whether a constant is read by one of them. */
    public static boolean contains(Graph graph, String constant) {
        return graph.uses(constant).stream().anyMatch(use -> use.node().is(READERS));
    }
}
