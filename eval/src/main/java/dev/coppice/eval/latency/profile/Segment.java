package dev.coppice.eval.latency.profile;

import dev.coppice.models.graph.Node;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of a network that is timed on its own: a contraction with the nodes that depend on it alone, or connected nodes
 * between contractions.
 *
 * @param nodes nodes of the segment, in the graph's order
 * @param inputs computed tensors that the segment reads and does not compute
 * @param outputs its own tensors that others read or that are outputs of the graph
 */
record Segment(List<Node> nodes, List<String> inputs, List<String> outputs) {
    Segment {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * What the segment is, for people: the operator of its contraction, with {@code grouped} before it if it has groups, or else
     * all its operators, {@code Add + PRelu}.
     */
    String leading() {
        return nodes.stream()
                .filter(Segmentation::isContraction)
                .findFirst()
                .map(first -> (first.attributes().integer("group", 1) > 1 ? "grouped " : "") + first.op())
                .orElseGet(() -> nodes.stream().map(Node::op).distinct().collect(Collectors.joining(" + ")));
    }
}
