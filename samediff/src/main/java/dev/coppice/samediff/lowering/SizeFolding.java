package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Folding of whatever the size of the input decides, such as Shape, Range and what is computed from them, into constants. */
final class SizeFolding {
    private SizeFolding() {}

    /** The graph at one input size. What is computed from other constants alone stays what it is: weights, perhaps. */
    static Graph fold(Graph graph, Shapes shapes) {
        Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
        Set<String> folded = new HashSet<>();
        Set<String> numbers = graph.constants().entrySet().stream()
                .filter(constant -> constant.getValue().type().isFloating())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
        List<Node> left = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Optional<Tensor> value = value(node, graph, shapes).or(() -> positions(node, graph, constants, folded));
            boolean ofNumbers = value.filter(v -> v.type().isFloating()).isPresent()
                    && node.inputs().stream().anyMatch(numbers::contains)
                    && (isRepeated(node, graph, numbers)
                            || node.inputs().stream().noneMatch(folded::contains))
                    && OpTranslators.of(node).isPresent();
            if (value.isPresent() && !ofNumbers) {
                constants.put(node.output(), value.get());
                folded.add(node.output());
            } else {
                left.add(node);
                if (value.isPresent()) {
                    numbers.add(node.output());
                }
            }
        }
        return folded.isEmpty() ? graph : new Graph(graph.name(), graph.inputs(), graph.outputs(), left, constants);
    }

    /** Whether it repeats a weight: a class token for as many pictures as there are in a batch, and no single number. */
    private static boolean isRepeated(Node node, Graph graph, Set<String> numbers) {
        return node.is("Expand", "Tile")
                && numbers.contains(node.input(0))
                && graph.constant(node.input(0))
                        .filter(value -> value.shape().elements() == 1)
                        .isEmpty();
    }

    /** Positions of a whole map, which are too many to be kept with its shapes: those that a slice is assigned to. */
    private static Optional<Tensor> positions(
            Node node, Graph graph, Map<String, Tensor> constants, Set<String> folded) {
        boolean bySize = node.inputs().stream().anyMatch(folded::contains)
                && node.inputs().stream().allMatch(input -> input.isEmpty() || constants.containsKey(input));
        return bySize && node.outputs().size() == 1 && !graph.isOutput(node.output())
                ? Shapes.computed(node, constants).filter(value -> !value.type().isFloating())
                : Optional.empty();
    }

    private static Optional<Tensor> value(Node node, Graph graph, Shapes shapes) {
        return node.outputs().size() == 1 && !graph.isOutput(node.output())
                ? shapes.value(node.output())
                : Optional.empty();
    }
}
