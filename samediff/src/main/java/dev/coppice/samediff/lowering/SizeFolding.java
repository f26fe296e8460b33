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

/** Folding of whatever the size of the input decides, such as Shape, Range and what is computed from them, into constants. */
final class SizeFolding {
    private SizeFolding() {}

    /** The graph at one input size. A constant that only movement and arithmetic read stays what it is: a weight, perhaps. */
    static Graph fold(Graph graph, Shapes shapes) {
        Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
        Set<String> folded = new HashSet<>();
        List<Node> left = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Optional<Tensor> value = value(node, graph, shapes).filter(v -> isOfSizes(node, graph, folded));
            if (value.isPresent()) {
                constants.put(node.output(), value.get());
                folded.add(node.output());
            } else {
                left.add(node);
            }
        }
        return folded.isEmpty() ? graph : new Graph(graph.name(), graph.inputs(), graph.outputs(), left, constants);
    }

    private static Optional<Tensor> value(Node node, Graph graph, Shapes shapes) {
        return node.outputs().size() == 1 && !graph.isOutput(node.output())
                ? shapes.value(node.output())
                : Optional.empty();
    }

    private static boolean isOfSizes(Node node, Graph graph, Set<String> folded) {
        boolean numbers = node.inputs().stream().anyMatch(name -> graph.constant(name)
                .filter(constant -> constant.type().isFloating())
                .isPresent());
        return !numbers
                || node.inputs().stream().anyMatch(folded::contains)
                || OpTranslators.of(node).isEmpty();
    }
}
