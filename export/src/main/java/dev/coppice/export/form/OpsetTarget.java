package dev.coppice.export.form;

import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.InputShapes;
import dev.coppice.models.shape.Shapes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The opset that a graph is written at, what is known of the graph, and constants that rules add to it. */
final class OpsetTarget {
    private final int opset;
    private final Graph graph;
    private final Optional<Shape> image;
    private final Map<String, ElementType> types;
    private final Map<String, Tensor> added = new LinkedHashMap<>();
    private Optional<Shapes> shapes = Optional.empty();

    OpsetTarget(int opset, Graph graph, Optional<Shape> image) {
        this.opset = opset;
        this.graph = graph;
        this.image = image;
        this.types = NodeTypes.of(graph);
    }

    int opset() {
        return opset;
    }

    /** The constants that rules added. */
    Map<String, Tensor> added() {
        return added;
    }

    /** Adds a constant and returns its name. */
    String put(String name, Tensor value) {
        added.put(name, value);
        return name;
    }

    Optional<Tensor> constant(String tensor) {
        return graph.constant(tensor);
    }

    Optional<ElementType> type(String tensor) {
        return Optional.ofNullable(types.get(tensor));
    }

    /** The shape of a tensor at the network's input size. */
    Shape shape(String tensor) {
        return shapes().of(tensor);
    }

    /** The value of a constant, or of what is computed from sizes, at the network's input size; empty if it is not known. */
    Optional<Tensor> value(String tensor) {
        return constant(tensor).or(() -> shapes().value(tensor));
    }

    private Shapes shapes() {
        Shapes known = shapes.orElseGet(() -> Shapes.infer(
                graph,
                image.map(size -> Map.of(InputShapes.image(graph.inputs()).name(), size))
                        .orElse(Map.of())));
        shapes = Optional.of(known);
        return known;
    }

    /** The integers of a constant input; empty if the node leaves the input out. */
    long[] integers(String tensor, int otherwise, String what) {
        if (tensor.isEmpty()) {
            return new long[0];
        }
        return constant(tensor)
                .map(Tensor::toLongs)
                .orElseThrow(
                        () -> new NewerOpsetException(otherwise, "has " + what + " that are computed at run time"));
    }
}
