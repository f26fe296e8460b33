package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;

/** Everything that folds while reading, in order. */
public final class Folding {
    private Folding() {}

    /**
     * The same computation without constant expressions, identities, automatic padding and, at a known image size, without
     * shape subgraphs, with one operator for what exporters take apart, and without what no output needs.
     */
    public static Graph apply(Graph graph) {
        Graph plain = Identities.remove(Constants.fold(graph));
        Graph sized = ShapeSubgraphs.fold(FlattenedSoftmax.simplify(plain));
        return GraphRewriter.live(ExplicitPads.write(GroupNorms.simplify(ChannelShuffles.simplify(sized))));
    }
}
