package dev.coppice.models.cost;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The share of one node in a network's {@link Cost}.
 *
 * @param node the operator
 * @param output shape of its first output
 * @param macs multiply-accumulates; 0 for operators that are not contractions
 * @param parameters elements of those of its floating-point constants that no earlier node reads; the sum over all nodes is
 *     the network's count
 */
public record NodeCost(Node node, Shape output, long macs, long parameters) {
    /** One entry per node, in the graph's order. */
    public static List<NodeCost> of(Graph graph, Shapes shapes) {
        Set<String> counted = new HashSet<>();
        return graph.nodes().stream()
                .map(node -> new NodeCost(
                        node, shapes.of(node.output()), Cost.macs(node, shapes), parameters(graph, node, counted)))
                .toList();
    }

    private static long parameters(Graph graph, Node node, Set<String> counted) {
        return node.inputs().stream()
                .filter(counted::add)
                .filter(graph.constants()::containsKey)
                .mapToLong(name -> Cost.parameters(graph, name))
                .sum();
    }
}
