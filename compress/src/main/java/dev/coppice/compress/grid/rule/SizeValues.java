package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values that a graph computes from sizes and constants alone, such as positions and masks of a picture whose size is open.
 *
 * @param graph the graph
 * @param shapes shapes of its tensors
 */
public record SizeValues(Graph graph, Shapes shapes) {
    /** Elements above which nothing is computed. */
    private static final long MOST = 1 << 22;

    /** Whether a tensor depends on sizes and constants alone. */
    private boolean isKnown(String tensor) {
        Deque<String> open = new ArrayDeque<>(List.of(tensor));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String name = open.removeLast();
            Optional<Node> producer = graph.producer(name);
            if (producer.isEmpty() && graph.constant(name).isEmpty()) {
                return false;
            }
            producer.filter(node -> !node.is("Shape", "Size")).stream()
                    .flatMap(node -> node.inputs().stream())
                    .filter(input -> !input.isEmpty() && seen.add(input))
                    .forEach(open::add);
        }
        return true;
    }

    /** The value of a tensor; empty if it depends on more than sizes, or there is no rule for how it is computed. */
    public Optional<Tensor> value(String tensor) {
        return isKnown(tensor) ? value(tensor, new HashMap<>()) : Optional.empty();
    }

    private Optional<Tensor> value(String tensor, Map<String, Optional<Tensor>> known) {
        Optional<Tensor> at = shapes.value(tensor);
        if (at.isPresent() || graph.producer(tensor).isEmpty()) {
            return at;
        }
        Optional<Tensor> before = known.get(tensor);
        if (before != null) {
            return before;
        }
        Optional<Tensor> value = graph.producer(tensor)
                .filter(node -> node.output().equals(tensor))
                .flatMap(node -> computed(node, known));
        known.put(tensor, value);
        return value;
    }

    private Optional<Tensor> computed(Node node, Map<String, Optional<Tensor>> known) {
        if (shapes.of(node.output()).elements() > MOST) {
            return Optional.empty();
        }
        Map<String, Tensor> inputs = new HashMap<>();
        for (String input : node.inputs()) {
            Optional<Tensor> value = input.isEmpty() ? Optional.empty() : value(input, known);
            if (value.isEmpty() && !input.isEmpty()) {
                return Optional.empty();
            }
            value.ifPresent(tensor -> inputs.put(input, tensor));
        }
        return Shapes.computed(node, inputs);
    }
}
