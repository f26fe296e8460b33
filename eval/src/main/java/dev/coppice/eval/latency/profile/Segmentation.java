package dev.coppice.eval.latency.profile;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorKind;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Division of a graph into segments. A runtime fuses a convolution with the nodes behind it and carries maps between
 * convolutions in its own layout. A contraction therefore takes along the unary nodes behind it whose input nothing else
 * reads. All other nodes stay together if they hand tensors to one another without a contraction between.
 */
final class Segmentation {
    private final Graph graph;
    private final Shapes shapes;
    private final Set<String> computed = new HashSet<>();
    private final Map<String, Integer> partOfNode = new HashMap<>();

    private Segmentation(Graph graph, Shapes shapes) {
        this.graph = graph;
        this.shapes = shapes;
        graph.inputs().forEach(input -> computed.add(input.name()));
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(computed::contains) && !isKnown(node)) {
                computed.addAll(node.outputs());
            }
        }
    }

    /** The segments, in the order of their first nodes. Nodes that compute from shapes and constants alone are in none. */
    static List<Segment> of(Graph graph, Shapes shapes) {
        return new Segmentation(graph, shapes).segments();
    }

    private boolean isKnown(Node node) {
        return node.outputs().stream()
                .allMatch(output -> output.isEmpty() || shapes.value(output).isPresent());
    }

    static boolean isContraction(Node node) {
        return node.is(OperatorKind.CONTRACTION);
    }

    private List<Segment> segments() {
        List<Node> nodes = graph.nodes().stream()
                .filter(node -> node.outputs().stream().anyMatch(computed::contains))
                .toList();
        int parts = 0;
        for (Node node : nodes) {
            if (isContraction(node)) {
                takeAlong(node, parts++);
            }
        }
        Map<Integer, Integer> joined = new HashMap<>();
        int contractions = parts;
        for (Node node : nodes) {
            if (!partOfNode.containsKey(node.name())) {
                int part = parts++;
                partOfNode.put(node.name(), part);
                for (String input : node.inputs()) {
                    graph.producer(input)
                            .map(producer -> partOfNode.get(producer.name()))
                            .filter(other -> other >= contractions && computed.contains(input))
                            .ifPresent(other -> joined.put(root(joined, part), root(joined, other)));
                }
            }
        }
        Map<Integer, List<Node>> byPart = new LinkedHashMap<>();
        nodes.forEach(node -> byPart.computeIfAbsent(
                        root(joined, partOfNode.getOrDefault(node.name(), -1)), p -> new ArrayList<>())
                .add(node));
        return byPart.values().stream().map(this::segment).toList();
    }

    private static int root(Map<Integer, Integer> joined, int part) {
        int root = part;
        while (joined.containsKey(root) && joined.get(root) != root) {
            root = joined.get(root);
        }
        return root;
    }

    private void takeAlong(Node contraction, int part) {
        Node last = contraction;
        partOfNode.put(last.name(), part);
        while (!graph.isOutput(last.output()) && graph.uses(last.output()).size() == 1) {
            Node next = graph.uses(last.output()).get(0).node();
            if (!isUnary(next)) {
                return;
            }
            partOfNode.put(next.name(), part);
            last = next;
        }
    }

    /** Whether a node has one computed input and one output of the same shape. */
    private boolean isUnary(Node node) {
        List<String> read = node.inputs().stream().filter(computed::contains).toList();
        return !isContraction(node)
                && read.size() == 1
                && node.outputs().size() == 1
                && shapes.of(read.get(0)).equals(shapes.of(node.output()));
    }

    private Segment segment(List<Node> nodes) {
        Set<String> own = new LinkedHashSet<>();
        Set<String> names = new HashSet<>();
        nodes.forEach(node -> {
            own.addAll(node.outputs());
            names.add(node.name());
        });
        own.remove("");
        Set<String> read = new LinkedHashSet<>();
        nodes.forEach(node -> node.inputs().stream()
                .filter(input -> computed.contains(input) && !own.contains(input))
                .forEach(read::add));
        List<String> handedOn = own.stream()
                .filter(output -> graph.isOutput(output)
                        || graph.uses(output).stream()
                                .anyMatch(use -> !names.contains(use.node().name())))
                .toList();
        return new Segment(nodes, new ArrayList<>(read), handedOn);
    }
}
