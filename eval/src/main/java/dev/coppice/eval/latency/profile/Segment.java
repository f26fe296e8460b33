package dev.coppice.eval.latency.profile;

import dev.coppice.models.graph.Node;
import java.util.List;

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
     * The operator that names the segment: its contraction, with {@code grouped} before it if it has groups, or else its
     * first node.
     */
    String leading() {
        Node first =
                nodes.stream().filter(Segmentation::isContraction).findFirst().orElse(nodes.get(0));
        return (first.attributes().integer("group", 1) > 1 ? "grouped " : "") + first.op();
    }
}
