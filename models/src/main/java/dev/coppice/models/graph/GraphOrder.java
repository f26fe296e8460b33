package dev.coppice.models.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Indices of a graph under construction: producers, readers, and a stable topological order (Kahn). */
final class GraphOrder {
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Node> byName = new LinkedHashMap<>();
    private final Map<String, Node> producers = new LinkedHashMap<>();
    private final Map<String, List<Graph.Use>> uses = new HashMap<>();
    private final List<Node> sorted;

    GraphOrder(
            String graph, List<TensorInfo> inputs, List<TensorInfo> outputs, List<Node> nodes, Set<String> constants) {
        Set<String> sources = new HashSet<>(constants);
        for (TensorInfo input : inputs) {
            addSource(sources, input.name(), "the graph's inputs");
        }
        for (Node node : nodes) {
            if (byName.put(node.name(), node) != null) {
                problems.add("two nodes are called '" + node.name() + "'");
            }
            node.outputs().stream().filter(o -> !o.isEmpty()).forEach(output -> {
                addSource(sources, output, "node " + node);
                producers.put(output, node);
            });
        }
        for (Node node : nodes) {
            checkInputs(node, sources);
        }
        for (TensorInfo output : outputs) {
            if (!sources.contains(output.name())) {
                problems.add("output '" + output.name() + "' is computed by no node");
            }
        }
        fail(graph);
        sorted = sort(nodes);
        fail(graph);
        indexUses();
    }

    List<Node> sorted() {
        return sorted;
    }

    Map<String, Node> byName() {
        return byName;
    }

    Map<String, Node> producers() {
        return producers;
    }

    Map<String, List<Graph.Use>> uses() {
        return uses;
    }

    private void addSource(Set<String> sources, String tensor, String by) {
        if (!sources.add(tensor)) {
            problems.add("tensor '" + tensor + "' has two sources, the second is " + by);
        }
    }

    private void checkInputs(Node node, Set<String> sources) {
        for (String input : node.inputs()) {
            if (!input.isEmpty() && !sources.contains(input)) {
                problems.add("node " + node + " reads '" + input + "', which nothing produces");
            }
        }
    }

    private void fail(String graph) {
        if (!problems.isEmpty()) {
            throw new InvalidGraphException(graph, problems);
        }
    }

    private List<Node> sort(List<Node> nodes) {
        Map<String, Integer> rank = new HashMap<>();
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, List<Node>> readers = new HashMap<>();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            rank.put(node.name(), i);
            List<String> computed =
                    node.inputs().stream().filter(producers::containsKey).toList();
            computed.forEach(
                    t -> readers.computeIfAbsent(t, k -> new ArrayList<>()).add(node));
            waiting.put(node.name(), computed.size());
            if (computed.isEmpty()) {
                ready.add(i);
            }
        }
        List<Node> order = new ArrayList<>(nodes.size());
        while (!ready.isEmpty()) {
            Node node = nodes.get(ready.remove());
            order.add(node);
            for (String output : node.outputs()) {
                for (Node reader : readers.getOrDefault(output, List.of())) {
                    if (waiting.merge(reader.name(), -1, Integer::sum) == 0) {
                        ready.add(rank.getOrDefault(reader.name(), 0));
                    }
                }
            }
        }
        if (order.size() < nodes.size()) {
            List<String> stuck = nodes.stream()
                    .filter(n -> !order.contains(n))
                    .map(Node::toString)
                    .limit(5)
                    .toList();
            problems.add("nodes form a cycle: among " + stuck);
        }
        return List.copyOf(order);
    }

    private void indexUses() {
        for (Node node : sorted) {
            for (int position = 0; position < node.inputs().size(); position++) {
                if (node.hasInput(position)) {
                    uses.computeIfAbsent(node.input(position), k -> new ArrayList<>())
                            .add(new Graph.Use(node, position));
                }
            }
        }
        uses.replaceAll((tensor, list) -> List.copyOf(list));
    }
}
