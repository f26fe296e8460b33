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
        Optional<BatchPair> shapes = none ? Optional.empty() : BatchPair.of(graph);
        if (shapes.isEmpty()) {
            return graph;
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Reshaping.endingAt(node, "Transpose", graph, shapes.get())
                    .ifPresent(shuffle -> gather(graph, shapes.get(), shuffle, edits));
        }
        return GraphRewriter.apply(graph, edits);
    }

    private static void gather(Graph graph, BatchPair shapes, Reshaping shuffle, List<GraphEdit> edits) {
        Shape outer = shapes.a().of(shuffle.from());
        int[] order = channelAxes(outer, shuffle);
        if (order.length == 0) {
            return;
        }
        String name = shuffle.last().output() + "_order";
        if (graph.hasTensor(name)) {
            return;
        }
        edits.add(new GraphEdit.PutConstant(name, Tensor.vector(sources(shuffle.inside(), order))));
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
    private static int[] channelAxes(Shape outer, Reshaping shuffle) {
        Shape inside = shuffle.inside();
        int parts = inside.rank() - outer.rank() + 1;
        int[] perm = shuffle.node().attributes().integers("perm");
        if (parts < 2 || outer.rank() < 2 || perm.length != inside.rank() || outer.size(0) != inside.size(0)) {
            return new int[0];
        }
        boolean restStays = perm[0] == 0
                && IntStream.range(1 + parts, inside.rank())
                        .allMatch(k -> perm[k] == k && inside.size(k) == outer.size(k - parts + 1));
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
