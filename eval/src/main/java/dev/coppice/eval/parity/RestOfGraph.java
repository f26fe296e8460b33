package dev.coppice.eval.parity;

import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rest of a graph when some of its tensors are computed elsewhere. These tensors are the inputs of the rest. */
final class RestOfGraph {
    private RestOfGraph() {}

    /**
     * The graph that computes the other outputs from the known tensors.
     *
     * @param shapes shapes of every tensor, with fixed input sizes
     * @param known floating-point tensors that are computed elsewhere
     * @return empty if every output is known
     */
    static Optional<Graph> of(Graph graph, Shapes shapes, Set<String> known) {
        List<TensorInfo> outputs =
                graph.outputs().stream().filter(o -> !known.contains(o.name())).toList();
        Set<Node> nodes = new LinkedHashSet<>();
        Set<String> inputs = new LinkedHashSet<>();
        Map<String, Tensor> constants = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        List<String> open =
                new ArrayList<>(outputs.stream().map(TensorInfo::name).toList());
        while (!open.isEmpty()) {
            String tensor = open.remove(open.size() - 1);
            if (tensor.isEmpty() || !seen.add(tensor)) {
                continue;
            }
            Optional<Tensor> constant = graph.constant(tensor);
            if (constant.isPresent()) {
                constants.put(tensor, constant.get());
            } else if (known.contains(tensor) || graph.isInput(tensor)) {
                inputs.add(tensor);
            } else {
                Node node = graph.producer(tensor).orElseThrow();
                nodes.add(node);
                open.addAll(node.inputs());
            }
        }
        List<TensorInfo> from = inputs.stream().map(t -> info(t, shapes)).toList();
        return outputs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Graph(graph.name(), from, outputs, List.copyOf(nodes), constants)
                        .carrying(graph.carried()));
    }

    private static TensorInfo info(String tensor, Shapes shapes) {
        List<Dimension> sizes =
                Arrays.stream(shapes.of(tensor).sizes()).mapToObj(Dimension::of).toList();
        return new TensorInfo(tensor, ElementType.FLOAT, sizes);
    }
}
