package dev.coppice.models.onnx;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.value.ValueRules;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The constants of a file, and the values that its nodes compute from them alone, as far as someone asks for them. */
final class ComputedConstants {
    /** The largest number of elements of a computed value that is kept for later. */
    private static final int SMALL = 4096;

    private final Map<String, Tensor> stored;
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, Integer> fixed = new HashMap<>();
    private final Map<String, Tensor> kept = new HashMap<>();

    ComputedConstants(Map<String, Tensor> stored) {
        this.stored = new LinkedHashMap<>(stored);
    }

    Map<String, Tensor> stored() {
        return Collections.unmodifiableMap(stored);
    }

    /** The nodes noted so far, by output. */
    Map<String, Node> producers() {
        return Collections.unmodifiableMap(producers);
    }

    void put(String name, Tensor value) {
        stored.put(name, value);
    }

    boolean has(String name) {
        return stored.containsKey(name);
    }

    /** Notes a node; the nodes that it reads come before it. */
    void note(Node node) {
        boolean isFixed = node.inputs().stream()
                .allMatch(input -> input.isEmpty() || stored.containsKey(input) || fixed.containsKey(input));
        for (String output : node.outputs()) {
            producers.put(output, node);
            if (isFixed) {
                fixed.put(output, fixed.size());
            }
        }
    }

    /** The value of a tensor that is constant or computed from constants; empty for any other. */
    Optional<Tensor> value(String tensor) {
        if (stored.containsKey(tensor) || kept.containsKey(tensor)) {
            return Optional.ofNullable(stored.getOrDefault(tensor, kept.get(tensor)));
        }
        if (!fixed.containsKey(tensor)) {
            return Optional.empty();
        }
        Map<String, Tensor> known = new HashMap<>();
        for (Node node : needed(tensor, known).values()) {
            ValueRules.evaluate(node, known).ifPresent(value -> {
                known.put(node.output(), value);
                if (value.shape().elements() <= SMALL) {
                    kept.put(node.output(), value);
                }
            });
        }
        return Optional.ofNullable(known.get(tensor));
    }

    /** The nodes that compute a tensor, in order; fills {@code known} with the constants that they read. */
    private Map<Integer, Node> needed(String tensor, Map<String, Tensor> known) {
        Map<Integer, Node> needed = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(tensor);
        while (!open.isEmpty()) {
            String next = open.remove();
            Tensor value = stored.getOrDefault(next, kept.get(next));
            Node node = producers.get(next);
            if (value != null) {
                known.put(next, value);
            } else if (node != null && needed.put(fixed.getOrDefault(next, 0), node) == null) {
                open.addAll(node.inputs());
            }
        }
        return needed;
    }
}
