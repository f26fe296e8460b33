package dev.coppice.models.shape;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shape of every tensor of a graph at one input size. */
public final class Shapes {
    private final Shape image;
    private final Map<String, Shape> shapes;

    private Shapes(Shape image, Map<String, Shape> shapes) {
        this.image = image;
        this.shapes = Collections.unmodifiableMap(shapes);
    }

    /**
     * Propagates input shapes through the graph.
     *
     * @param inputs the shape of every graph input
     * @throws InvalidInputException at the first node whose inputs do not fit, or that has no shape rule
     */
    public static Shapes infer(Graph graph, Map<String, Shape> inputs) {
        Map<String, Shape> known = new HashMap<>();
        graph.constants().forEach((name, tensor) -> known.put(name, tensor.shape()));
        graph.inputs()
                .forEach(info -> known.put(
                        info.name(),
                        Optional.ofNullable(inputs.get(info.name()))
                                .orElseThrow(() -> new IllegalArgumentException("no shape given for input " + info))));
        Shape image = known.getOrDefault(
                graph.inputs().isEmpty() ? "" : graph.inputs().get(0).name(), Shape.SCALAR);
        for (Node node : graph.nodes()) {
            List<Shape> outputs = inferNode(new ShapeContext(node, graph, image, known));
            for (int i = 0; i < node.outputs().size(); i++) {
                if (!node.outputs().get(i).isEmpty()) {
                    known.put(node.outputs().get(i), outputs.get(Math.min(i, outputs.size() - 1)));
                }
            }
        }
        return new Shapes(image, known);
    }

    private static List<Shape> inferNode(ShapeContext context) {
        Node node = context.node();
        ShapeRule rule = ShapeRules.of(node)
                .orElseThrow(() -> new InvalidInputException("Node " + node + ": there is no shape rule for operator '"
                        + node.op() + "'. See docs/operators.md for those that Coppice knows."));
        try {
            return rule.infer(context);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            List<String> inputs = node.inputs().stream()
                    .map(t -> t + " " + context.known().get(t))
                    .toList();
            throw new InvalidInputException(
                    "Shapes disagree at node " + node + ": " + e.getMessage() + ". Its inputs are " + inputs + ".", e);
        }
    }

    /**
     * The shape of a tensor.
     *
     * @throws IllegalArgumentException if the graph has no such tensor
     */
    public Shape of(String tensor) {
        Shape shape = shapes.get(tensor);
        if (shape == null) {
            throw new IllegalArgumentException("no tensor '" + tensor + "'");
        }
        return shape;
    }

    /** The shape of the network's image input, N×C×H×W. */
    public Shape image() {
        return image;
    }

    /** All shapes by tensor name. */
    public Map<String, Shape> asMap() {
        return shapes;
    }
}
