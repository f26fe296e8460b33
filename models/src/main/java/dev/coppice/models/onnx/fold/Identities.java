package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removal of Identity nodes and of Casts to the type that is there already, except one that leads from a graph input or
 * constant straight to a graph output.
 */
final class Identities {
    private Identities() {}

    static Graph remove(Graph graph) {
        Map<String, ElementType> types = NodeTypes.of(graph);
        List<Node> found = graph.nodes().stream()
                .filter(n -> n.is("Identity") || isSame(n, types))
                .toList();
        Graph current = GraphRewriter.apply(graph, inside(graph, found));
        for (Node node : found) {
            if (graph.isOutput(node.output())) {
                current = GraphRewriter.apply(current, ending(current, current.node(node.name())));
            }
        }
        return current;
    }

    private static List<GraphEdit> inside(Graph graph, List<Node> identities) {
        Map<String, String> sources = new HashMap<>();
        List<GraphEdit> edits = new ArrayList<>();
        for (Node node : identities) {
            if (!graph.isOutput(node.output())) {
                String from = sources.getOrDefault(node.input(0), node.input(0));
                sources.put(node.output(), from);
                edits.add(new GraphEdit.RedirectUses(node.output(), from));
            }
        }
        return edits;
    }

    private static boolean isSame(Node node, Map<String, ElementType> types) {
        ElementType type = types.get(node.input(0));
        return node.is("Cast") && type != null && type == types.get(node.output());
    }

    private static List<GraphEdit> ending(Graph graph, Node identity) {
        String from = identity.input(0);
        String to = identity.output();
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
