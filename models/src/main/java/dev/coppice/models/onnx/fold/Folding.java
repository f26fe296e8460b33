package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;

/** All foldings of reading, in order. */
public final class Folding {
    private Folding() {}

    /**
     * Simplifies a graph and keeps its computation. Constant expressions, identities, automatic padding and unneeded parts
     * go. Shape subgraphs go at a known image size. Patterns that exporters write for one operator become that operator.
     */
    public static Graph apply(Graph graph) {
        Graph plain = Identities.remove(Constants.fold(graph));
        Graph sized = ShapeSubgraphs.fold(FlattenedSoftmax.simplify(plain));
        return GraphRewriter.live(ExplicitPads.write(GroupNorms.simplify(
                ChannelShuffles.simplify(Scatters.simplify(EinsumProducts.simplify(OrderedGathers.simplify(sized)))))));
    }
}
