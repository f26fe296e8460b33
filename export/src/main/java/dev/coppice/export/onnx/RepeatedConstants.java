package dev.coppice.export.onnx;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.StoredConstant;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Repeated constants, which are written once with an Expand after them. Reading folds whatever a file computes from
 * constants; no file must grow by it.
 */
final class RepeatedConstants {
    private RepeatedConstants() {}

    static Graph store(Graph graph) {
        Map<String, Tensor> constants = new TreeMap<>(graph.constants());
        List<Node> nodes = new ArrayList<>(graph.nodes());
        graph.constants().forEach((name, tensor) -> {
            Tensor stored = StoredConstant.of(graph, name);
            if (!stored.shape().equals(tensor.shape())) {
                constants.remove(name);
                constants.put(name + "/once", stored);
                constants.put(
                        name + "/shape",
                        Tensor.vector(Arrays.stream(tensor.shape().sizes())
                                .asLongStream()
                                .toArray()));
                nodes.add(new Node(
                        name + "/spread",
                        "",
                        "Expand",
                        List.of(name + "/once", name + "/shape"),
                        List.of(name),
                        Attributes.NONE));
            }
        });
        return constants.equals(graph.constants())
                ? graph
                : new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes, constants).carrying(graph.carried());
    }
}
