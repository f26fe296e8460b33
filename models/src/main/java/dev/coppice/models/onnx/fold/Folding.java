package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.fold.ArithmeticFolding;
import dev.coppice.models.onnx.layout.ChannelsFirst;

/** All foldings of reading, in order. */
public final class Folding {
    private Folding() {}

    /**
     * Simplifies the graph of a file and keeps its computation. Constant expressions, identities, automatic padding and
     * unneeded parts go. Shape subgraphs go at a known image size, else what no open size changes. Channels-last images are
     * carried channels first. Patterns that exporters write for one operator become that operator; arithmetic behind
     * convolutions goes into their weights, and zeros around their maps into their padding.
     *
     * @param hint what is known of the file's images
     */
    public static Graph apply(Graph graph, ImageHint hint) {
        Graph plain = plain(graph);
        Graph first = ChannelsFirst.carry(plain, hint);
        Graph joined = PaddedWindows.merge(joined(first == plain ? plain : Identities.remove(first)));
        return GraphRewriter.apply(joined, ArithmeticFolding.fold(joined));
    }

    /**
     * Simplifies a graph of another format in the same way, which is carried channels first already. Arithmetic behind
     * convolutions and zeros before them stay: their variables and layers have names that come back.
     */
    public static Graph apply(Graph graph) {
        return joined(plain(graph));
    }

    private static Graph plain(Graph graph) {
        Graph plain = Identities.remove(Constants.fold(KnownCasts.simplify(graph)));
        return ShapeSubgraphs.fold(FlattenedSoftmax.simplify(plain));
    }

    private static Graph joined(Graph graph) {
        Graph moved =
                Scatters.simplify(EinsumProducts.simplify(OrderedGathers.simplify(IndexedSlices.simplify(graph))));
        Graph sized = FixedSizes.fold(moved);
        // A shuffle that is one node shows more sizes to be fixed.
        Graph shuffled = FixedSizes.fold(ChannelShuffles.simplify(Normalisations.simplify(sized)));
        return GraphRewriter.live(FilledMaps.simplify(ExplicitPads.write(GroupNorms.simplify(shuffled))));
    }
}
