package dev.coppice.models.graph.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Graph.Use;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.fold.AffineFolding.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Folding of additions, subtractions, products and quotients with one constant per channel into the Conv, ConvTranspose or Gemm
 * before them: biases that an exporter added by themselves, and batch normalisations that it took apart.
 *
 * <p>What only multiplies stays, as it is a parameter of its own (layer scales), and so does what follows with one number for all
 * channels (hard sigmoids). Weights of several nodes are scaled if the same arithmetic follows each; otherwise it stays, so that
 * they go on sharing them.
 */
public final class ArithmeticFolding {
    private ArithmeticFolding() {}

    /** The edits that fold all such arithmetic; empty if there is none. */
    public static List<GraphEdit> fold(Graph graph) {
        Map<String, List<Place>> byWeights = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (AffineFolding.canTake(graph, node)) {
                place(graph, node).ifPresent(place -> byWeights
                        .computeIfAbsent(node.input(1), w -> new ArrayList<>())
                        .add(place));
            }
        }
        List<GraphEdit> edits = new ArrayList<>();
        byWeights.forEach((weights, places) -> {
            if (graph.uses(weights).size() == places.size() && areAlike(places)) {
                edits.addAll(AffineFolding.into(graph, places));
            } else {
                places.stream()
                        .filter(p -> p.affine().isShift() && !p.node().hasInput(2))
                        .forEach(p -> edits.addAll(AffineFolding.into(graph, List.of(p))));
            }
        });
        return edits;
    }

    private static boolean areAlike(List<Place> places) {
        Place first = places.get(0);
        return places.stream()
                .allMatch(p -> p.affine().isSame(first.affine())
                        && p.node().op().equals(first.node().op())
                        && p.node().attributes().equals(first.node().attributes())
                        && p.node().input(2).equals(first.node().input(2)));
    }

    /** The arithmetic behind a node up to the last constant with a value for each channel; empty if it adds none. */
    private static Optional<Place> place(Graph graph, Node node) {
        ChannelAffine affine = ChannelAffine.identity(AffineFolding.channels(graph, node));
        List<Node> behind = new ArrayList<>();
        Optional<Place> place = Optional.empty();
        String tensor = node.output();
        boolean adds = false;
        while (!graph.isOutput(tensor) && graph.uses(tensor).size() == 1) {
            Use use = graph.uses(tensor).get(0);
            Optional<double[]> operand = operand(graph, use, node, affine.channels());
            Optional<ChannelAffine> next = after(affine, use, operand);
            if (next.isEmpty()) {
                break;
            }
            affine = next.get();
            behind.add(use.node());
            tensor = use.node().output();
            boolean perChannel = operand.orElseThrow().length == affine.channels();
            adds |= perChannel && use.node().is("Add", "Sub");
            if (perChannel && adds) {
                place = Optional.of(new Place(node, affine, behind));
            }
        }
        return place;
    }

    private static Optional<ChannelAffine> after(ChannelAffine affine, Use use, Optional<double[]> operand) {
        boolean first = use.position() == 0;
        return operand.flatMap(a -> switch (use.node().op()) {
            case "Add" -> Optional.of(affine.plus(a));
            case "Mul" -> Optional.of(affine.times(a));
            case "Sub" ->
                Optional.of(
                        first ? affine.plus(each(a, v -> -v)) : affine.times(-1).plus(a));
            case "Div" -> first ? Optional.of(affine.times(each(a, v -> 1 / v))) : Optional.empty();
            default -> Optional.empty();
        });
    }

    private static double[] each(double[] values, DoubleUnaryOperator change) {
        return Arrays.stream(values).map(change).toArray();
    }

    /** The constant beside a map of this contraction: a value for all channels, or one for each; empty if it is anything else. */
    private static Optional<double[]> operand(Graph graph, Use use, Node contraction, int channels) {
        int rank = graph.constant(contraction.input(1)).orElseThrow().shape().rank();
        return Optional.of(use.node())
                .filter(n -> n.domain().isEmpty() && n.inputs().size() == 2)
                .flatMap(n -> graph.constant(n.input(1 - use.position())))
                .filter(t -> t.type().isFloating() && isPerChannel(t.shape(), rank, channels))
                .map(Tensor::toDoubles);
    }

    private static boolean isPerChannel(Shape shape, int rank, int channels) {
        int axis = shape.rank() - rank + 1;
        boolean fits = shape.rank() <= rank && (axis < 0 || shape.size(axis) == 1 || shape.size(axis) == channels);
        return fits && (axis < 0 ? 1 : shape.size(axis)) == shape.elements();
    }
}
