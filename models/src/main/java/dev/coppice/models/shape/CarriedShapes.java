package dev.coppice.models.shape;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.RuntimeShapes;
import dev.coppice.models.graph.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Shapes of nodes that no rule covers, as a runtime tells them: all of one graph in one run. */
final class CarriedShapes {
    /** Operators of ONNX without a rule that give shapes by shapes and settings alone. */
    private static final Set<String> SURE =
            Set.of("Attention", "DFT", "Det", "RMSNormalization", "RotaryEmbedding", "STFT");

    /** Operators of other domains that give shapes by values. */
    private static final Set<String> UNSURE = Set.of(
            "BeamSearch",
            "CropAndResize",
            "DynamicTimeWarping",
            "ExpandDims",
            "GreedySearch",
            "Pad",
            "Range",
            "RemovePadding",
            "RestorePadding",
            "Sampling",
            "Tokenizer",
            "Unique",
            "WhisperBeamSearch");

    private final Graph graph;
    private final Map<String, Shape> inputs;
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> unsure = new HashSet<>();
    private final Map<String, Shape> run = new HashMap<>();

    CarriedShapes(Graph graph, Map<String, Shape> inputs) {
        this.graph = graph;
        this.inputs = inputs;
    }

    /** Whether there is a runtime to ask. */
    boolean isThere() {
        return graph.carried().runtime() != RuntimeShapes.NONE;
    }

    /**
     * Notes whether shapes of a node's outputs depend on the data, so that they are those of one image only.
     *
     * @param told whether the runtime told them
     */
    void follow(Node node, boolean told) {
        boolean depends = told && !isSure(node);
        if (depends || node.inputs().stream().anyMatch(unsure::contains)) {
            unsure.addAll(outputs(node));
        }
    }

    /** Whether a tensor has the same shape for all images. */
    boolean isSure(String tensor) {
        return !unsure.contains(tensor);
    }

    /** Whether the shapes that a carried operator gives depend on shapes alone. */
    private static boolean isSure(Node node) {
        return ShapeRules.of(node).isEmpty()
                && (node.domain().isEmpty() ? SURE.contains(node.op()) : !UNSURE.contains(node.op()));
    }

    /**
     * The shapes of a node's outputs.
     *
     * @param known the shapes of all earlier tensors
     * @throws InvalidInputException naming the node, if the runtime does not tell them
     */
    List<Shape> of(Node node, Map<String, Shape> known) {
        List<Shape> read = node.inputs().stream()
                .map(input -> known.getOrDefault(input, Shape.SCALAR))
                .toList();
        return graph.carried().told(node, read).orElseGet(() -> {
            if (!run.keySet().containsAll(outputs(node))) {
                ask(node);
            }
            List<Shape> shapes = node.outputs().stream()
                    .map(output -> output.isEmpty() ? Shape.SCALAR : Objects.requireNonNull(run.get(output), output))
                    .toList();
            graph.carried().keep(node, read, shapes);
            return shapes;
        });
    }

    private void ask(Node node) {
        boolean again = !run.isEmpty();
        wanted.addAll(outputs(node));
        graph.nodes().stream().filter(n -> again || ShapeRules.of(n).isEmpty()).forEach(n -> wanted.addAll(outputs(n)));
        try {
            run.putAll(graph.carried().runtime().run(graph, inputs, wanted));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "Node " + node + ": Coppice does not read operator '" + node.op()
                            + "': there is no shape rule for it" + others(node)
                            + ". See docs/operators.md for those that it knows. " + e.getMessage(),
                    e);
        }
    }

    private String others(Node first) {
        return graph.nodes().stream()
                .filter(n -> !n.equals(first) && ShapeRules.of(n).isEmpty())
                .map(n -> ", nor node " + n)
                .collect(Collectors.joining());
    }

    private static List<String> outputs(Node node) {
        return node.outputs().stream().filter(output -> !output.isEmpty()).toList();
    }
}
