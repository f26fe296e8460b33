package dev.coppice.models.dl4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of a graph's vertices in which Deeplearning4j computes them and stores their coefficients. Newer versions store it
 * in the configuration. Else it is that of Kahn's algorithm, whose ties are broken by the order of vertices in hash tables of
 * their numbers: the same tables are used here.
 */
final class VertexOrder {
    private VertexOrder() {}

    /** All inputs and vertices in order. */
    static List<String> of(Settings root, List<String> inputs, Map<String, Vertex> vertices) {
        List<String> names = new ArrayList<>(inputs);
        names.addAll(vertices.keySet());
        List<String> order =
                root.has("topologicalOrderStr") ? root.texts("topologicalOrderStr") : sorted(names, vertices);
        if (order.size() != names.size() || !new HashSet<>(order).equals(new HashSet<>(names))) {
            throw new IllegalArgumentException(
                    "its order names " + order.size() + " vertices, expected each of " + names.size() + " once");
        }
        requireSorted(order, vertices);
        return order;
    }

    private static void requireSorted(List<String> order, Map<String, Vertex> vertices) {
        Set<String> before = new HashSet<>();
        for (String name : order) {
            Vertex vertex = vertices.get(name);
            if (vertex != null && !before.containsAll(vertex.inputs())) {
                throw new IllegalArgumentException(
                        "vertex '" + name + "' stands before one that it reads, or in a circle");
            }
            before.add(name);
        }
    }

    private static List<String> sorted(List<String> names, Map<String, Vertex> vertices) {
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        Map<Integer, Set<Integer>> reads = new HashMap<>();
        Map<Integer, Set<Integer>> readers = new HashMap<>();
        for (String name : names) {
            Integer number = numbers.get(name);
            Set<Integer> sources = new HashSet<>();
            Vertex vertex = vertices.get(name);
            if (number == null) {
                continue;
            }
            for (String input : vertex == null ? List.<String>of() : vertex.inputs()) {
                Integer source = numbers.getOrDefault(input, -1);
                sources.add(source);
                readers.computeIfAbsent(source, s -> new HashSet<>()).add(number);
            }
            reads.put(number, sources);
        }
        return emptied(names, reads, readers);
    }

    private static List<String> emptied(
            List<String> names, Map<Integer, Set<Integer>> reads, Map<Integer, Set<Integer>> readers) {
        Deque<Integer> ready = new ArrayDeque<>();
        reads.forEach((number, sources) -> {
            if (sources.isEmpty()) {
                ready.add(number);
            }
        });
        List<String> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            Integer next = ready.removeFirst();
            order.add(names.get(next));
            for (Integer reader : readers.getOrDefault(next, Set.of())) {
                Set<Integer> sources = reads.getOrDefault(reader, Set.of());
                sources.remove(next);
                if (sources.isEmpty()) {
                    ready.add(reader);
                }
            }
        }
        return order;
    }
}
