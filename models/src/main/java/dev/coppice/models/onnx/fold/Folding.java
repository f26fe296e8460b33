package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;

/** Everything that folds while reading, in order. */
public final class Folding {
    private Folding() {}

    /** The same computation without constant expressions and identities. */
    public static Graph apply(Graph graph) {
        return Identities.remove(Constants.fold(graph));
    }
}
