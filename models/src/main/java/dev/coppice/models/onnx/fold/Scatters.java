package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folding of ScatterND where exporters write it for something simpler: the assignment to a range becomes Slice and Concat,
 * and the way back from a max pooling becomes MaxUnpool.
 */
final class Scatters {
    private Scatters() {}

    static Graph simplify(Graph graph) {
        boolean none = graph.nodes().stream().noneMatch(Scatters::writes);
        Optional<BatchPair> shapes = none ? Optional.empty() : BatchPair.of(graph);
        Optional<BatchPair> open = none || shapes.isPresent() ? shapes : BatchPair.atAnySize(graph);
        if (open.isEmpty()) {
            return graph;
        }
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : graph.nodes()) {
            boolean free = graph.names().stream().noneMatch(name -> name.startsWith(node.name() + "/"));
            if (free && writes(node)) {
                RangeAssignment.of(graph, open.get(), node)
                        .map(RangeAssignment::edits)
                        .or(() -> shapes.flatMap(sized -> MaxUnpools.edits(graph, sized, node)))
                        .ifPresent(edits::addAll);
            }
        }
        // Ranges of constants, as in the masks of shifted windows, are constants themselves.
        return edits.isEmpty() ? graph : Constants.fold(GraphRewriter.apply(graph, edits));
    }

    private static boolean writes(Node node) {
        return node.is("ScatterND")
                && node.attributes().text("reduction", "none").equals("none");
    }
}
