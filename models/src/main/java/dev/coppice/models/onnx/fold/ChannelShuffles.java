package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Folding of Reshape → Transpose → Reshape into one Gather, if the chain only reorders channels. In the chain's inner tensor
 * channels lie on two axes, so they could only be cut row by row; a Gather lets each be cut.
 */
final class ChannelShuffles {
    private static final int CHANNELS = 1;

    private ChannelShuffles() {}

    static Graph simplify(Graph graph) {
        boolean none = graph.nodes().stream().noneMatch(n -> n.is("Transpose"));
        Optional<KnownSizes> sizes = none ? Optional.empty() : KnownSizes.of(graph);
        if (sizes.isEmpty()) {
            return graph;
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Reshaping.endingAt(node, "Transpose", graph, sizes.get())
                    .ifPresent(shuffle -> gather(graph, sizes.get(), shuffle, edits));
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static void gather(Graph graph, KnownSizes sizes, Reshaping shuffle, List<GraphEdit> edits) {
        int[] order = channelAxes(sizes, shuffle);
        if (order.length == 0) {
            return;
        }
        String name = shuffle.last().output() + "_order";
        if (graph.hasTensor(name)) {
            return;
        }
        edits.add(new GraphEdit.PutConstant(name, Tensor.vector(sources(sizes.shape(shuffle.inside()), order))));
        edits.add(new GraphEdit.ReplaceNode(
                shuffle.last().name(),
                new Node(
                        shuffle.last().name(),
                        "",
                        "Gather",
                        List.of(shuffle.from(), name),
                        shuffle.last().outputs(),
                        Attributes.NONE.with("axis", CHANNELS))));
    }

    /** The permutation of the axes that the channels were split into; none if the chain does anything else. */
    private static int[] channelAxes(KnownSizes sizes, Reshaping shuffle) {
        int outer = sizes.shape(shuffle.from()).rank();
        int inside = sizes.shape(shuffle.inside()).rank();
        int parts = inside - outer + 1;
        int[] perm = shuffle.node().attributes().integers("perm");
        if (parts < 2 || outer < 2 || perm.length != inside) {
            return new int[0];
        }
        boolean restStays = perm[0] == 0
                && sizes.isSame(shuffle.inside(), 0, shuffle.from(), 0)
                && IntStream.rangeClosed(1, parts).allMatch(k -> sizes.isFixed(shuffle.inside(), k))
                && IntStream.range(1 + parts, inside)
                        .allMatch(
                                k -> perm[k] == k && sizes.isSame(shuffle.inside(), k, shuffle.from(), k - parts + 1));
        return restStays ? IntStream.rangeClosed(1, parts).map(k -> perm[k]).toArray() : new int[0];
    }

    /** The input channel of each output channel. */
    private static long[] sources(Shape inside, int... order) {
        int[] strides = new int[order.length];
        int channels = 1;
        for (int k = order.length; k >= 1; k--) {
            for (int i = 0; i < order.length; i++) {
                strides[i] = order[i] == k ? channels : strides[i];
            }
            channels *= inside.size(k);
        }
        int count = channels;
        return LongStream.range(0, count)
                .map(c -> {
                    long rest = c;
                    long from = 0;
                    for (int i = order.length - 1; i >= 0; i--) {
                        from += rest % inside.size(order[i]) * strides[i];
                        rest /= inside.size(order[i]);
                    }
                    return from;
                })
                .toArray();
    }
}
