package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.Shapes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tail of a network: the nodes between its logits and the output that its card names. Without such nodes the logits are the
 * output.
 *
 * @param logits name of the logits, the tensor that is trained: N×channels and space axes
 * @param nodes names of the nodes that compute the output from the logits, in order
 * @param answer how to read the output
 */
public record OutputTail(String logits, Set<String> nodes, Answer answer) {
    public OutputTail {
        nodes = new LinkedHashSet<>(nodes);
    }

    /** An empty tail: the output is trained. */
    public static OutputTail none(String output, Shapes shapes) {
        return new OutputTail(output, Set.of(), Answer.logits(shapes.of(output), space(shapes)));
    }

    /** The number of space axes of a network's input; those of pictures where it has none, or more than a volume. */
    static int space(Shapes shapes) {
        int axes = shapes.image().rank() - 2;
        return axes == 1 || axes == 3 ? axes : 2;
    }

    /**
     * Finds the tail.
     *
     * @param shapes at the card's size
     * @param output name of the card's output
     * @param channels number of channels of the logits
     * @param classes description of the card's classes, for messages
     */
    public static TailSearch.Result find(Graph graph, Shapes shapes, String output, int channels, String classes) {
        return new TailSearch(graph, shapes, output, channels, classes).result();
    }

    /**
     * The number of channels of the tensor in front of all deciding operators; 0 if it has none. It distinguishes one logit
     * for two classes from a logit per class.
     */
    public static int channels(Graph graph, Shapes shapes, String output) {
        return new TailSearch(graph, shapes, output, 0, "").channels();
    }

    /** Whether the tail has any nodes. */
    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** The names of the operators, in order: {@code Softmax, ArgMax}. */
    public List<String> operators(Graph graph) {
        return nodes.stream().map(graph::node).map(Node::op).toList();
    }
}
