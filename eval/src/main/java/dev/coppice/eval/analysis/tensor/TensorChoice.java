package dev.coppice.eval.analysis.tensor;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.NearNames;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The choice of tensors to analyse, each with the reason.
 *
 * @param chosen chosen tensors in graph order
 * @param leftOut names of tensors that have a reason too but exceed the limit
 */
public record TensorChoice(List<Chosen> chosen, List<String> leftOut) {
    /** The largest number of tensors that are chosen by default. */
    public static final int MOST = 12;

    private static final int MAP_RANK = 4;

    public TensorChoice {
        chosen = List.copyOf(chosen);
        leftOut = List.copyOf(leftOut);
    }

    /** A chosen map with the reason. */
    public record Chosen(String tensor, String reason) {}

    /**
     * The default choice: maps where the grid changes, maps that enter the decoder, and the output. If there are more than
     * {@link #MOST}, they are thinned evenly.
     */
    public static TensorChoice usual(Network network) {
        Graph graph = network.graph();
        Shapes shapes = network.shapes(1);
        String output = network.card().output().name();
        Map<String, String> reasons = new LinkedHashMap<>();
        Set<String> grown = new HashSet<>();
        for (Node node : graph.nodes()) {
            boolean decoder = upsamples(node, shapes) || node.inputs().stream().anyMatch(grown::contains);
            for (String input : node.inputs()) {
                if (isMap(input, graph, shapes)) {
                    reason(node, input, decoder && !grown.contains(input), new View(graph, shapes))
                            .ifPresent(reason -> reasons.putIfAbsent(input, reason));
                }
            }
            if (decoder) {
                grown.addAll(node.outputs());
            }
        }
        reasons.put(output, "the output");
        List<Chosen> all = inOrder(network, reasons);
        int count = Math.min(MOST, all.size());
        Set<Integer> kept = IntStream.range(0, count)
                .mapToObj(i -> count == 1 ? 0 : Math.round((float) i * (all.size() - 1) / (count - 1)))
                .collect(Collectors.toSet());
        List<Chosen> chosen = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (kept.contains(i)) {
                chosen.add(all.get(i));
            } else {
                leftOut.add(all.get(i).tensor());
            }
        }
        return new TensorChoice(chosen, leftOut);
    }

    /** Every map that the network computes, and its input. */
    public static TensorChoice all(Network network) {
        Shapes shapes = network.shapes(1);
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put(network.card().input().name(), "all");
        network.graph().nodes().stream()
                .flatMap(n -> n.outputs().stream())
                .filter(t -> isMap(t, network.graph(), shapes))
                .forEach(t -> reasons.put(t, "all"));
        return new TensorChoice(inOrder(network, reasons), List.of());
    }

    /**
     * The maps with these names.
     *
     * @throws InvalidInputException naming every tensor that is no map or does not exist, with similar names
     */
    public static TensorChoice named(Network network, List<String> names) {
        Graph graph = network.graph();
        Shapes shapes = network.shapes(1);
        List<String> faults = new ArrayList<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String name : names) {
            if (!graph.hasTensor(name)) {
                faults.add("'" + name + "' does not exist; near it are "
                        + NearNames.of(name, shapes.asMap().keySet().stream().filter(t -> isMap(t, graph, shapes))));
            } else if (!isMap(name, graph, shapes)) {
                faults.add("'" + name + "' is no computed map but " + shapes.of(name));
            } else {
                reasons.put(name, "named");
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException("These tensors of network '"
                    + network.card().name() + "' cannot be analysed: " + String.join("; ", faults)
                    + ". Name maps (inspect lists them), or all.");
        }
        return new TensorChoice(inOrder(network, reasons), List.of());
    }

    private static List<Chosen> inOrder(Network network, Map<String, String> reasons) {
        List<String> order = new ArrayList<>(List.of(network.card().input().name()));
        network.graph().nodes().forEach(n -> order.addAll(n.outputs()));
        return order.stream()
                .filter(reasons::containsKey)
                .map(t -> new Chosen(t, reasons.getOrDefault(t, "")))
                .toList();
    }

    private record View(Graph graph, Shapes shapes) {
        /** Whether the map comes from one on another grid, without a contraction in between. */
        boolean changedBefore(String tensor) {
            Optional<Node> producer = graph.producer(tensor);
            while (producer.isPresent() && !isContraction(producer.get())) {
                Node node = producer.get();
                for (String input : node.inputs()) {
                    if (isMap(input, graph, shapes) && !sameGrid(shapes.of(input), shapes.of(tensor))) {
                        return true;
                    }
                }
                producer = node.inputs().isEmpty() ? Optional.empty() : graph.producer(node.input(0));
            }
            return false;
        }
    }

    private static Optional<String> reason(Node node, String input, boolean entersDecoder, View view) {
        if (entersDecoder) {
            return Optional.of("enters the decoder at '" + node.name() + "'");
        }
        if (!isContraction(node)) {
            return Optional.empty();
        }
        Shape own = view.shapes().of(input);
        boolean changes =
                view.changedBefore(input) || !sameGrid(own, view.shapes().of(node.output()));
        return changes ? Optional.of("read by '" + node.name() + "' where the grid changes") : Optional.empty();
    }

    private static boolean upsamples(Node node, Shapes shapes) {
        return node.inputs().stream().anyMatch(input -> {
            Shape from = input.isEmpty() ? Shape.SCALAR : shapes.of(input);
            Shape to = shapes.of(node.output());
            return from.rank() == MAP_RANK
                    && to.rank() == MAP_RANK
                    && from.equals(shapes.of(node.input(0)))
                    && from.product(2, MAP_RANK) > 1
                    && to.product(2, MAP_RANK) > from.product(2, MAP_RANK);
        });
    }

    private static boolean isContraction(Node node) {
        return node.is("Conv", "ConvTranspose");
    }

    private static boolean sameGrid(Shape a, Shape b) {
        return a.rank() == b.rank() && a.size(2) == b.size(2) && a.size(3) == b.size(3);
    }

    private static boolean isMap(String tensor, Graph graph, Shapes shapes) {
        if (tensor.isEmpty()
                || graph.constant(tensor).isPresent()
                || shapes.value(tensor).isPresent()) {
            return false;
        }
        Shape shape = shapes.of(tensor);
        return shape.rank() == MAP_RANK && shape.product(2, MAP_RANK) > 1;
    }
}
