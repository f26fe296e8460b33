package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands between the logits of a network and the output that its card names. Without anything there the logits are the
 * output.
 *
 * @param logits the tensor that is trained: N×channels×h×w
 * @param nodes names of what makes the output of them, in order
 * @param answer how the output is read
 */
public record OutputTail(String logits, Set<String> nodes, Answer answer) {
    public OutputTail {
        nodes = new LinkedHashSet<>(nodes);
    }

    /** Nothing: the output is what is trained. */
    public static OutputTail none(String output, Shape shape) {
        return new OutputTail(output, Set.of(), Answer.logits(shape));
    }

    /**
     * Looks for the tail.
     *
     * @param shapes at the card's size
     * @param output the tensor that the card names
     * @param channels that its logits have
     * @param classes what the card says of them, for messages
     */
    public static TailSearch.Result find(Graph graph, Shapes shapes, String output, int channels, String classes) {
        return new TailSearch(graph, shapes, output, channels, classes).result();
    }

    /**
     * How many channels the tensor has in front of everything that decides; 0 if it has none. Tells one logit for two classes
     * from a logit a class.
     */
    public static int channels(Graph graph, Shapes shapes, String output) {
        return new TailSearch(graph, shapes, output, 0, "").channels();
    }

    /** Whether anything stands behind the logits. */
    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** The operators by name, in order: {@code Softmax, ArgMax}. */
    public List<String> operators(Graph graph) {
        return nodes.stream().map(graph::node).map(Node::op).toList();
    }
}
