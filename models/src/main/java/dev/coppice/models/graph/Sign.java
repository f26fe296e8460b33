package dev.coppice.models.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sign that all values of a tensor have, whatever the network's input. */
public enum Sign {
    /** At least 0. */
    POSITIVE,
    /** At most 0. */
    NEGATIVE,
    /** Of either sign, as far as is known. */
    ANY;

    private static final Set<String> POSITIVE_ALWAYS = Set.of(
            "Abs",
            "Exp",
            "HardSigmoid",
            "ReduceL1",
            "ReduceL2",
            "ReduceSumSquare",
            "Relu",
            "Sigmoid",
            "Softmax",
            "Softplus",
            "Sqrt");
    private static final Set<String> LIKE_FIRST = Set.of(
            "AveragePool",
            "Cast",
            "DepthToSpace",
            "Dropout",
            "Expand",
            "Flatten",
            "Gather",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "Identity",
            "MaxPool",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceSum",
            "Reshape",
            "Slice",
            "SpaceToDepth",
            "Split",
            "Squeeze",
            "Tile",
            "Transpose",
            "Unsqueeze");
    private static final Set<String> LIKE_ALL = Set.of("Add", "Concat", "Max", "Mean", "Min", "Sum");

    /** The sign of a tensor's values, found from the operators that made it. */
    public static Sign of(Graph graph, String tensor) {
        return of(graph, tensor, new HashMap<>());
    }

    private static Sign of(Graph graph, String tensor, Map<String, Sign> known) {
        Sign found = known.get(tensor);
        if (found == null) {
            known.put(tensor, ANY);
            found = graph.constant(tensor)
                    .map(Sign::of)
                    .or(() -> graph.producer(tensor).map(node -> of(graph, node, known)))
                    .orElse(ANY);
            known.put(tensor, found);
        }
        return found;
    }

    private static Sign of(Tensor constant) {
        if (!constant.type().isFloating()) {
            return ANY;
        }
        boolean positive = true;
        boolean negative = true;
        for (double value : constant.toDoubles()) {
            positive &= value >= 0;
            negative &= value <= 0;
        }
        return positive ? POSITIVE : negative ? NEGATIVE : ANY;
    }

    private static Sign of(Graph graph, Node node, Map<String, Sign> known) {
        if (POSITIVE_ALWAYS.contains(node.op()) || isSquare(graph, node) || isClippedAbove(graph, node)) {
            return POSITIVE;
        }
        if (LIKE_FIRST.contains(node.op())) {
            return of(graph, node.input(0), known);
        }
        boolean product = node.is("Mul", "Div");
        if (!product && !LIKE_ALL.contains(node.op()) && !node.is("Neg")) {
            return ANY;
        }
        Stream<Sign> signs = node.inputs().stream().map(input -> of(graph, input, known));
        if (node.is("Neg")) {
            return signs.map(Sign::opposite).findFirst().orElse(ANY);
        }
        return signs.reduce(product ? Sign::times : Sign::and).orElse(ANY);
    }

    private static boolean isSquare(Graph graph, Node node) {
        boolean even = scalar(graph, node, 1).filter(power -> power % 2 == 0).isPresent();
        return (node.is("Mul") && node.input(0).equals(node.input(1))) || (node.is("Pow") && even);
    }

    private static boolean isClippedAbove(Graph graph, Node node) {
        return node.is("Clip")
                && scalar(graph, node, 1).filter(least -> least >= 0).isPresent();
    }

    private static Optional<Double> scalar(Graph graph, Node node, int input) {
        return node.hasInput(input)
                ? graph.constant(node.input(input))
                        .filter(t -> t.shape().elements() == 1)
                        .map(t -> t.toDoubles()[0])
                : Optional.empty();
    }

    private Sign opposite() {
        return switch (this) {
            case POSITIVE -> NEGATIVE;
            case NEGATIVE -> POSITIVE;
            case ANY -> ANY;
        };
    }

    private Sign times(Sign other) {
        return this == NEGATIVE ? other.opposite() : this == ANY || other == ANY ? ANY : other;
    }

    private Sign and(Sign other) {
        return this == other ? this : ANY;
    }
}
