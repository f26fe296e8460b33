package dev.coppice.samediff.lowering;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.SettingNames;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.operator.OperatorKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The nodes of a graph that a lowering cannot compute, and those without a gradient that gradients would have to pass. */
final class Obstacles {
    private final Graph graph;
    private final Function<Node, LoweringContext> contexts;
    private final Set<String> varied;

    /**
     * Looks for obstacles.
     *
     * @param sources tensors of the graph whose gradients are wanted
     * @param contexts function that gives a node's view to its translator
     */
    Obstacles(Graph graph, Set<String> sources, Function<Node, LoweringContext> contexts) {
        this.graph = graph;
        this.contexts = contexts;
        varied = new HashSet<>(sources);
        graph.nodes().stream().filter(this::varies).forEach(node -> varied.addAll(node.outputs()));
    }

    private boolean varies(Node node) {
        return node.inputs().stream().anyMatch(varied::contains);
    }

    /** Every obstacle with its reason. */
    List<String> all() {
        return graph.nodes().stream().flatMap(n -> at(n).stream()).toList();
    }

    /** The reason why a node is an obstacle; empty if it is none. */
    Optional<String> at(Node node) {
        Optional<OpTranslator> translator = OpTranslators.computed(node);
        return translator.isEmpty() || lacksGradient(node)
                ? Optional.of("'" + node.op() + "' (" + node.name() + ")")
                : translator
                        .get()
                        .objection(contexts.apply(node))
                        .map(reason -> "'" + node.op() + "' " + reason + " (" + node.name() + ")");
    }

    /** Whether a node would be none if no gradient had to pass it. */
    private boolean isPassable(Node node) {
        return lacksGradient(node)
                && OpTranslators.computed(node)
                        .filter(t -> t.objection(contexts.apply(node)).isEmpty())
                        .isPresent();
    }

    private boolean lacksGradient(Node node) {
        return OpTranslators.of(node).isEmpty() && varies(node);
    }

    /**
     * Checks that there are no obstacles.
     *
     * @param frozen constants that are not trained on request; empty if this is for gradients of another kind
     * @throws InvalidInputException naming all of them, and the layers without which they would be none
     */
    void requireNone(Optional<Set<String>> frozen) {
        List<String> all = all();
        if (all.isEmpty()) {
            return;
        }
        boolean quantised = graph.nodes().stream().anyMatch(node -> node.is(OperatorKind.QUANTISATION));
        throw new InvalidInputException(names -> "Unsupported operators for retraining: "
                + (quantised
                        ? all.get(0) + " first of " + all.size()
                                + ". The network is quantised; read it in floating point with "
                                + names.of(Setting.DEQUANTIZE) + " to train it and write it so"
                        : String.join(", ", all)
                                + frozen.map(f -> advice(names, f)).orElse(""))
                + ". Compress with " + names.of(Setting.LENGTH)
                + " 0, or prune without data; docs/operators.md lists what can be trained.");
    }

    /** What freezing layers would change. */
    private String advice(SettingNames names, Set<String> frozen) {
        List<Node> met = graph.nodes().stream().filter(n -> at(n).isPresent()).toList();
        List<String> hopeless = met.stream()
                .filter(n -> !isPassable(n))
                .map(n -> "'" + n.op() + "'")
                .distinct()
                .toList();
        if (!hopeless.isEmpty()) {
            return ". A training step cannot compute " + String.join(", ", hopeless)
                    + ", so freezing layers does not help";
        }
        Set<String> weights = Weights.of(graph);
        Set<String> wanted = inFront(met);
        wanted.addAll(frozen);
        wanted.retainAll(weights);
        int others = weights.size() - wanted.size();
        if (others == 0) {
            return "";
        }
        return FrozenPatterns.of(graph, wanted)
                .map(patterns -> ". A step can compute operators without a gradient where nothing in front of them is"
                        + " trained: give " + names.of(Setting.FROZEN) + " " + quoted(String.join(",", patterns))
                        + " to train the other " + (others == 1 ? "weight" : others + " weights"))
                .orElse("");
    }

    /** Patterns as shells leave them alone. */
    private static String quoted(String patterns) {
        return patterns.contains("*") ? '"' + patterns + '"' : patterns;
    }

    /** Every tensor that some nodes depend on. */
    private Set<String> inFront(List<Node> nodes) {
        Set<String> tensors = new HashSet<>();
        nodes.forEach(node -> tensors.addAll(node.inputs()));
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (node.outputs().stream().anyMatch(tensors::contains)) {
                tensors.addAll(node.inputs());
            }
        }
        return tensors;
    }
}
