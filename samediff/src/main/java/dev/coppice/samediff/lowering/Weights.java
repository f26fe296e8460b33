package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finder of the constants that training changes. */
public final class Weights {
    private Weights() {}

    /**
     * The floating-point constants that some reader treats as weights. A vector or larger constant is one too if the weights of
     * a reader are computed from constants and it is among them, as where weights are standardised.
     */
    public static Set<String> of(Graph graph) {
        Set<String> leading = leading(graph, computed(graph));
        return graph.constants().entrySet().stream()
                .filter(constant -> isWeight(graph, constant.getKey(), constant.getValue(), leading))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean isWeight(Graph graph, String name, Tensor tensor, Set<String> leading) {
        long elements = tensor.shape().elements();
        return isTrainable(tensor)
                && elements > 0
                && (graph.uses(name).stream().anyMatch(Weights::trains)
                        || (elements > 1 && leads(graph, name, leading)));
    }

    /** The nodes that read a weight, and those that read what is computed from it and other constants alone. */
    public static Set<Node> readers(Graph graph, String weight) {
        Set<String> computed = computed(graph);
        Set<Node> readers = new LinkedHashSet<>();
        Deque<String> read = new ArrayDeque<>(List.of(weight));
        while (!read.isEmpty()) {
            for (Graph.Use use : graph.uses(read.pop())) {
                if (readers.add(use.node())) {
                    use.node().outputs().stream().filter(computed::contains).forEach(read::push);
                }
            }
        }
        return readers;
    }

    /** The tensors that are computed from constants alone. */
    private static Set<String> computed(Graph graph) {
        Set<String> computed = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.inputs().stream()
                    .allMatch(i -> i.isEmpty()
                            || computed.contains(i)
                            || graph.constant(i).isPresent())) {
                computed.addAll(node.outputs());
            }
        }
        return computed;
    }

    /** The computed tensors that weights of a reader are computed from. */
    private static Set<String> leading(Graph graph, Set<String> computed) {
        Set<String> leading = new HashSet<>();
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            for (String output : nodes.get(i).outputs()) {
                if (computed.contains(output) && leads(graph, output, leading)) {
                    leading.add(output);
                }
            }
        }
        return leading;
    }

    /** Whether a constant is of a precision that training takes: single or half. */
    public static boolean isTrainable(Tensor constant) {
        return constant.type().isFloating() && constant.type() != ElementType.DOUBLE;
    }

    /** Whether a reader treats a tensor as weights, or computes some from it. */
    private static boolean leads(Graph graph, String tensor, Set<String> leading) {
        return graph.uses(tensor).stream()
                .anyMatch(use -> trains(use) || use.node().outputs().stream().anyMatch(leading::contains));
    }

    private static boolean trains(Graph.Use use) {
        return OpTranslators.of(use.node()).map(t -> t.trains(use.position())).orElse(false);
    }
}
