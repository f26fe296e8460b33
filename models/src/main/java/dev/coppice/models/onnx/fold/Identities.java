package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.Optional;

/** Removal of Identity nodes, except one that leads from a graph input or constant straight to a graph output. */
final class Identities {
    private Identities() {}

    static Graph remove(Graph graph) {
        Graph current = graph;
        for (Node node : graph.nodes()) {
            if (node.is("Identity")) {
                current = GraphRewriter.apply(current, edits(current, current.node(node.name())));
            }
        }
        return current;
    }

    private static List<GraphEdit> edits(Graph graph, Node identity) {
        String from = identity.input(0);
        String to = identity.output();
        if (!graph.isOutput(to)) {
            return List.of(new GraphEdit.RedirectUses(to, from));
        }
        Optional<Node> producer = graph.producer(from);
        if (producer.isEmpty() || graph.isOutput(from)) {
            return List.of();
        }
        // The output keeps its name: the node that computed `from` now computes it.
        Node renamed = producer.get()
                .withOutputs(producer.get().outputs().stream()
                        .map(o -> o.equals(from) ? to : o)
                        .toList());
        return List.of(
                new GraphEdit.ReplaceNode(identity.name(), List.of()),
                new GraphEdit.ReplaceNode(renamed.name(), renamed),
                new GraphEdit.RedirectUses(from, to));
    }
}
