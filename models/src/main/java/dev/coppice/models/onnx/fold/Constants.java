package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.value.ValueRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folding of nodes with constant inputs into their values. A value that only other folded nodes read is dropped as soon as
 * they are computed, so that weights computed in many steps take the memory of one.
 */
final class Constants {
    /** The largest number of elements of all computed constants together, 512 MiB of floats. What comes later stays. */
    private static final long MOST = 1L << 27;

    private final Graph graph;
    private final Map<String, Tensor> known;
    private final Map<String, Tensor> computed = new LinkedHashMap<>();
    private final Map<String, Integer> unread = new HashMap<>();
    private final List<GraphEdit> edits = new ArrayList<>();
    private long elements;

    private Constants(Graph graph) {
        this.graph = graph;
        this.known = new HashMap<>(graph.constants());
    }

    static Graph fold(Graph graph) {
        return new Constants(graph).fold();
    }

    private Graph fold() {
        for (Node node : graph.nodes()) {
            List<Tensor> values = elements < MOST ? ValueRules.evaluateAll(node, known) : List.of();
            if (!values.isEmpty() && node.outputs().stream().noneMatch(graph::isOutput)) {
                fold(node, values);
            }
        }
        computed.forEach((tensor, value) -> edits.add(new GraphEdit.PutConstant(tensor, value)));
        return GraphRewriter.apply(graph, edits);
    }

    private void fold(Node node, List<Tensor> values) {
        // An Identity of a constant is removed later, without a second copy.
        boolean removed = !node.is("Identity");
        if (removed) {
            edits.add(new GraphEdit.ReplaceNode(node.name(), List.of()));
            node.inputs().forEach(this::release);
        }
        for (int i = 0; i < values.size(); i++) {
            if (!node.outputs().get(i).isEmpty()) {
                put(node.outputs().get(i), values.get(i), removed);
            }
        }
    }

    private void put(String output, Tensor value, boolean removed) {
        if (removed) {
            computed.put(output, value);
            unread.put(output, graph.uses(output).size());
            elements += value.shape().elements();
        }
        known.put(output, value);
    }

    /** Notes that one more reader of a tensor is computed, and drops a computed value after the last one. */
    private void release(String tensor) {
        Integer left = unread.computeIfPresent(tensor, (name, readers) -> readers - 1);
        Tensor gone = left != null && left == 0 ? computed.remove(tensor) : null;
        if (gone != null) {
            known.remove(tensor);
            elements -= gone.shape().elements();
        }
    }
}
