package dev.coppice.eval.latency.profile;

import dev.coppice.models.graph.Node;
import java.util.List;

/**
 * A part of a network that is timed on its own: a contraction with what hangs on it alone, or nodes between contractions that
 * hand maps to one another.
 *
 * @param nodes in the graph's order
 * @param inputs computed tensors that it reads and does not compute
 * @param outputs tensors of its own that others read, or that are the graph's outputs
 */
record Segment(List<Node> nodes, List<String> inputs, List<String> outputs) {
    Segment {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The operator that the segment is named by: its contraction, {@code grouped} where that has groups, or its first. */
    String leading() {
        Node first =
                nodes.stream().filter(Segmentation::isContraction).findFirst().orElse(nodes.get(0));
        return (first.attributes().integer("group", 1) > 1 ? "grouped " : "") + first.op();
    }
}
