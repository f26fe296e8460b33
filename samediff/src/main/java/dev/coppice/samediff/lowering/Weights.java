package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finder of the constants that training changes. */
public final class Weights {
    private Weights() {}

    /**
     * The floating-point constants that some reader treats as weights. A vector or larger constant is one too if the weights of
     * a reader are computed from constants and it is among them, as where weights are standardised.
     */
    public static Set<String> of(Graph graph) {
        Set<String> computed = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.inputs().stream()
                    .allMatch(i -> i.isEmpty()
                            || computed.contains(i)
                            || graph.constant(i).isPresent())) {
                computed.addAll(node.outputs());
            }
        }
        Set<String> leading = new HashSet<>();
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            for (String output : nodes.get(i).outputs()) {
                if (computed.contains(output) && leads(graph, output, leading)) {
                    leading.add(output);
                }
            }
        }
        Set<String> weights = new HashSet<>();
        graph.constants().forEach((name, tensor) -> {
            long elements = tensor.shape().elements();
            boolean weight = isTrainable(tensor)
                    && elements > 0
                    && (graph.uses(name).stream().anyMatch(Weights::trains)
                            || (elements > 1 && leads(graph, name, leading)));
            if (weight) {
                weights.add(name);
            }
        });
        return weights;
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
