package dev.coppice.export.onnx;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.StoredConstant;
import dev.coppice.models.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            Optional<StoredConstant.Parts> parts = StoredConstant.parts(graph, name);
            Tensor stored = StoredConstant.of(graph, name);
            if (parts.isPresent()) {
                constants.remove(name);
                join(name, tensor.shape(), parts.get(), constants, nodes);
            } else if (!stored.shape().equals(tensor.shape())) {
                constants.remove(name);
                spread(name, stored, tensor.shape(), constants, nodes);
            }
        });
        return constants.equals(graph.constants())
                ? graph
                : new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes, constants).carrying(graph.carried());
    }

    private static void join(
            String name, Shape shape, StoredConstant.Parts parts, Map<String, Tensor> constants, List<Node> nodes) {
        Shape of = shape.with(parts.axis(), 1);
        List<String> names = new ArrayList<>();
        for (Tensor slice : parts.slices()) {
            String part = name + "/" + names.size();
            names.add(part);
            spread(part, slice, of, constants, nodes);
        }
        nodes.add(new Node(
                name + "/join", "", "Concat", names, List.of(name), Attributes.NONE.with("axis", parts.axis())));
    }

    private static void spread(
            String name, Tensor stored, Shape shape, Map<String, Tensor> constants, List<Node> nodes) {
        constants.put(name + "/once", stored);
        constants.put(
                name + "/shape",
                Tensor.vector(Arrays.stream(shape.sizes()).asLongStream().toArray()));
        nodes.add(new Node(
                name + "/spread",
                "",
                "Expand",
                List.of(name + "/once", name + "/shape"),
                List.of(name),
                Attributes.NONE));
    }
}
