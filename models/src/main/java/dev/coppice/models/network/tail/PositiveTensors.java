package dev.coppice.models.network.tail;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import java.util.Optional;
import java.util.Set;

/**
 * Tensors that are above zero everywhere, and the nodes that make them so. An example is one channel of a probability. It
 * cannot be the logit of two classes, as it would mean class 1 at every pixel.
 */
public final class PositiveTensors {
    private static final Set<String> SOURCES = Set.of("Exp", "Sigmoid", "Softmax", "Softplus");
    private static final Set<String> CARRIERS = Set.of(
            "Slice", "Gather", "Split", "Identity", "Cast", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten");
    private static final Set<String> COMBINERS = Set.of("Add", "Mul", "Div", "Sum", "Mean", "Max", "Min", "Concat");

    private PositiveTensors() {}

    /** The node that makes a tensor positive; empty if none is found. */
    public static Optional<Node> source(Graph graph, String tensor) {
        Optional<Node> producer = graph.producer(tensor);
        if (producer.isEmpty() || SOURCES.contains(producer.get().op())) {
            return producer;
        }
        Node node = producer.get();
        if (CARRIERS.contains(node.op())) {
            return source(graph, node.input(0));
        }
        boolean above =
                COMBINERS.contains(node.op()) && node.inputs().stream().allMatch(input -> isAbove(graph, input));
        return above
                ? node.inputs().stream()
                        .flatMap(input -> source(graph, input).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isAbove(Graph graph, String tensor) {
        return graph.constant(tensor)
                .map(value -> value.type().isFloating() && isAbove(value.toFloats()))
                .orElseGet(() -> source(graph, tensor).isPresent());
    }

    private static boolean isAbove(float... values) {
        for (float value : values) {
            if (!(value > 0)) {
                return false;
            }
        }
        return true;
    }
}
