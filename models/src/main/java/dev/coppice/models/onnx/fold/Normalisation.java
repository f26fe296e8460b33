package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A normalisation written as arithmetic, (x − mean x) / √(variance x + ε), as exporters write it for operator sets
 * without an operator for it.
 *
 * @param x the tensor that is normalised
 * @param axes axes of the means
 * @param epsilon added to the variance
 * @param isTwoPass whether the variance is the mean of squared differences, not the mean of squares less the squared mean
 * @param last the node that gives the result
 */
record Normalisation(String x, List<Integer> axes, float epsilon, boolean isTwoPass, Node last) {

    /** The normalisation that ends at a node; empty if none does. */
    static Optional<Normalisation> endingAt(Node last, Graph graph) {
        Match match = new Match(graph);
        return match.quotient(last).flatMap(parts -> match.normalisation(parts, last));
    }

    /** A tensor and the variance by whose root it is divided. */
    private record Quotient(String centred, String variance) {}

    /** The arithmetic in all its spellings. */
    private record Match(Graph graph) {

        Optional<Normalisation> normalisation(Quotient parts, Node last) {
            Optional<Node> centred = producer(parts.centred(), n -> n.is("Sub"));
            Optional<Node> sum = producer(parts.variance(), n -> n.is("Add"));
            Optional<Node> mean = centred.flatMap(n -> producer(n.input(1), this::isMean));
            if (sum.isEmpty()
                    || mean.isEmpty()
                    || !mean.get().input(0).equals(centred.get().input(0))) {
                return Optional.empty();
            }
            for (int variance = 0; variance < 2; variance++) {
                Optional<Float> epsilon = number(sum.get().input(1 - variance));
                String spread = sum.get().input(variance);
                boolean isVariance = isVariance(spread, centred.get(), mean.get());
                if (epsilon.isPresent() && (isVariance || isDifference(spread, mean.get()))) {
                    return Optional.of(new Normalisation(
                            mean.get().input(0), axes(mean.get()).orElseThrow(), epsilon.get(), isVariance, last));
                }
            }
            return Optional.empty();
        }

        /** Whether a tensor is mean (x − mean x)². */
        private boolean isVariance(String tensor, Node centred, Node mean) {
            return producer(tensor, this::isMean)
                    .filter(n -> axes(n).equals(axes(mean)))
                    .flatMap(n -> producer(n.input(0), this::isSquare))
                    .filter(n -> same(n.input(0), centred))
                    .isPresent();
        }

        /** Whether a tensor is mean x² − (mean x)². */
        private boolean isDifference(String tensor, Node mean) {
            Optional<Node> difference = producer(tensor, n -> n.is("Sub"));
            boolean first = difference
                    .flatMap(n -> producer(n.input(0), this::isMean))
                    .filter(n -> axes(n).equals(axes(mean)))
                    .flatMap(n -> producer(n.input(0), this::isSquare))
                    .filter(n -> n.input(0).equals(mean.input(0)))
                    .isPresent();
            return first
                    && difference
                            .flatMap(n -> producer(n.input(1), this::isSquare))
                            .filter(n -> n.input(0).equals(mean.output()))
                            .isPresent();
        }

        /** The parts of d / √v, d · 1/√v, d / v^½ and d · v^−½. */
        Optional<Quotient> quotient(Node node) {
            if (node.is("Div")) {
                return root(node.input(1), 0.5f).map(v -> new Quotient(node.input(0), v));
            }
            if (!node.is("Mul")) {
                return Optional.empty();
            }
            return Stream.of(0, 1)
                    .flatMap(i -> inverseRoot(node.input(1 - i)).map(v -> new Quotient(node.input(i), v)).stream())
                    .findFirst();
        }

        private Optional<String> inverseRoot(String tensor) {
            Optional<Node> inverse = producer(tensor, n -> n.is("Reciprocal"))
                    .map(n -> n.input(0))
                    .or(() -> producer(
                                    tensor,
                                    n -> n.is("Div")
                                            && number(n.input(0))
                                                    .filter(one -> one == 1)
                                                    .isPresent())
                            .map(n -> n.input(1)))
                    .flatMap(graph::producer);
            return inverse.flatMap(n -> root(n.output(), 0.5f)).or(() -> root(tensor, -0.5f));
        }

        private Optional<String> root(String tensor, float power) {
            return producer(tensor, n -> (power > 0 && n.is("Sqrt")) || (n.is("Pow") && isNumber(n.input(1), power)))
                    .map(n -> n.input(0));
        }

        private boolean isSquare(Node node) {
            return (node.is("Pow") && isNumber(node.input(1), 2))
                    || (node.is("Mul") && node.input(0).equals(node.input(1)));
        }

        private boolean isNumber(String tensor, float value) {
            return number(tensor).filter(n -> n == value).isPresent();
        }

        private boolean isMean(Node node) {
            return node.is("ReduceMean")
                    && node.attributes().integer("keepdims", 1) == 1
                    && axes(node).isPresent();
        }

        private Optional<List<Integer>> axes(Node mean) {
            return graph.constant(mean.input(1))
                    .map(Tensor::toLongs)
                    .filter(axes -> axes.length > 0)
                    .map(axes ->
                            Arrays.stream(axes).mapToInt(a -> (int) a).boxed().toList());
        }

        /** Whether a tensor is a difference, perhaps computed a second time. */
        private boolean same(String tensor, Node difference) {
            return tensor.equals(difference.output())
                    || producer(tensor, n -> n.is("Sub") && n.input(0).equals(difference.input(0)))
                            .filter(n -> sameMean(n.input(1), difference.input(1)))
                            .isPresent();
        }

        private boolean sameMean(String a, String b) {
            Optional<Node> other = producer(a, this::isMean);
            Optional<Node> mean = producer(b, this::isMean);
            return other.isPresent()
                    && mean.isPresent()
                    && other.get().input(0).equals(mean.get().input(0))
                    && axes(other.get()).equals(axes(mean.get()));
        }

        private Optional<Node> producer(String tensor, Predicate<Node> wanted) {
            return graph.producer(tensor).filter(wanted);
        }

        /** The value of a constant of one floating-point number. */
        private Optional<Float> number(String tensor) {
            return graph.constant(tensor)
                    .filter(t -> t.type().isFloating() && t.shape().elements() == 1)
                    .map(t -> t.toFloats()[0]);
        }
    }
}
