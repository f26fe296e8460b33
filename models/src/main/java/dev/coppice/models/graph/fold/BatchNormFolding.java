package dev.coppice.models.graph.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Folding of BatchNormalization into the Conv, ConvTranspose or Gemm before it, if the normalisation is its only reader. Any
 * other normalisation stays (ReLU → BatchNormalization → Conv).
 */
public final class BatchNormFolding {
    private BatchNormFolding() {}

    /** The edits that fold every foldable BatchNormalization; empty if there is none. */
    public static List<GraphEdit> fold(Graph graph) {
        return fold(graph, node -> true);
    }

    /** As above, where both the normalisation and the node before it are wanted. */
    public static List<GraphEdit> fold(Graph graph, Predicate<Node> wanted) {
        List<GraphEdit> all = new ArrayList<>();
        Graph current = graph;
        List<GraphEdit> next = once(current, wanted);
        while (!next.isEmpty()) {
            all.addAll(next);
            current = GraphRewriter.apply(current, next);
            next = once(current, wanted);
        }
        return all;
    }

    /** The edits for the first foldable BatchNormalization. */
    private static List<GraphEdit> once(Graph graph, Predicate<Node> wanted) {
        return graph.nodes().stream()
                .filter(n -> n.is("BatchNormalization") && wanted.test(n))
                .filter(n -> graph.producer(n.input(0)).filter(wanted).isPresent())
                .map(n -> fold(graph, n))
                .filter(edits -> !edits.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<GraphEdit> fold(Graph graph, Node norm) {
        return graph.producer(norm.input(0))
                .filter(before -> AffineFolding.canTake(graph, before) && isFrozen(graph, norm))
                .map(before -> AffineFolding.into(
                        graph, List.of(new AffineFolding.Place(before, ChannelAffine.of(graph, norm), List.of(norm)))))
                .orElse(List.of());
    }

    /** Whether its parameters are constants, and it uses its statistics instead of computing them. */
    private static boolean isFrozen(Graph graph, Node norm) {
        return norm.attributes().integer("training_mode", 0) == 0
                && norm.outputs().stream().filter(o -> !o.isEmpty()).count() == 1
                && norm.inputs().stream().skip(1).allMatch(t -> graph.constant(t)
                        .isPresent());
    }
}
