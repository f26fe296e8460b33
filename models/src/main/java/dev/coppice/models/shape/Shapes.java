package dev.coppice.models.shape;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.RunTimeValueException;
import dev.coppice.models.shape.rule.ShapeContext;
import dev.coppice.models.shape.rule.ShapeOfShape;
import dev.coppice.models.shape.rule.ShapeRule;
import dev.coppice.models.shape.value.ValueRules;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The shape of every tensor of a graph at one input size. */
public final class Shapes {
    /** The largest number of elements of a kept value. Small tensors suffice for sizes, axes and factors. */
    private static final int LARGEST_VALUE = 4096;

    private final Shape image;
    private final Map<String, Shape> shapes;
    private final Map<String, Tensor> values;

    private Shapes(Shape image, Map<String, Shape> shapes, Map<String, Tensor> values) {
        this.image = image;
        this.shapes = Collections.unmodifiableMap(shapes);
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Infers all shapes from the input shapes.
     *
     * @param inputs the shape of the image input, or of all; see {@link InputShapes} for those that are left out
     * @throws InvalidInputException at the first node whose inputs do not fit, or that has no shape rule
     */
    public static Shapes infer(Graph graph, Map<String, Shape> inputs) {
        Map<String, Shape> known = new HashMap<>();
        graph.constants().forEach((name, tensor) -> known.put(name, tensor.shape()));
        if (!graph.inputs().isEmpty() && inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "no shape given for input " + graph.inputs().get(0));
        }
        known.putAll(InputShapes.of(graph.inputs(), inputs));
        Shape image = image(graph, inputs, known);
        Map<String, Tensor> values = new HashMap<>(graph.constants());
        CarriedShapes carried = new CarriedShapes(graph, inputs);
        for (Node node : graph.nodes()) {
            Function<String, Optional<Tensor>> constants = name -> Optional.ofNullable(values.get(name));
            List<Shape> outputs = inferNode(carried, new ShapeContext(node, constants, image, known));
            for (int i = 0; i < node.outputs().size(); i++) {
                if (!node.outputs().get(i).isEmpty()) {
                    known.put(node.outputs().get(i), outputs.get(Math.min(i, outputs.size() - 1)));
                }
            }
            if (outputs.get(0).elements() <= LARGEST_VALUE
                    && (!node.is("Shape", "Size") || carried.isSure(node.input(0)))) {
                value(node, known, values).ifPresent(value -> values.put(node.output(), value));
            }
        }
        return new Shapes(image, known, values);
    }

    /** The shape of the only input that is given, else of the one that looks like an image. */
    private static Shape image(Graph graph, Map<String, Shape> inputs, Map<String, Shape> known) {
        if (graph.inputs().isEmpty()) {
            return Shape.SCALAR;
        }
        String only = inputs.size() == 1 ? inputs.keySet().iterator().next() : "";
        String name = known.containsKey(only) && graph.isInput(only)
                ? only
                : InputShapes.image(graph.inputs()).name();
        return known.getOrDefault(name, Shape.SCALAR);
    }

    /** The value that a node computes from shapes and constants alone. */
    private static Optional<Tensor> value(Node node, Map<String, Shape> known, Map<String, Tensor> values) {
        Shape input = known.get(node.input(0));
        if (input != null && node.is("Shape")) {
            return Optional.of(ShapeOfShape.value(node, input));
        }
        if (input != null && node.is("Size")) {
            return Optional.of(Tensor.longs(Shape.SCALAR, input.elements()));
        }
        return ValueRules.evaluate(node, values);
    }

    /**
     * What a node computes from constants, however large; empty if an input is none, or if the node is not one that sizes and
     * positions are computed by.
     */
    public static Optional<Tensor> computed(Node node, Map<String, Tensor> constants) {
        return ValueRules.evaluate(node, constants);
    }

    private static List<Shape> inferNode(CarriedShapes carried, ShapeContext context) {
        Node node = context.node();
        Optional<ShapeRule> rule = ShapeRules.of(node);
        if (rule.isEmpty()) {
            return told(carried, context);
        }
        carried.follow(node, false);
        try {
            List<Shape> outputs = ruled(rule.get(), carried, context);
            // A product of sizes that overflows a long is a fault too.
            outputs.forEach(Shape::elements);
            return outputs;
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            List<String> inputs = node.inputs().stream()
                    .map(t -> t + " " + context.known().get(t))
                    .toList();
            throw new InvalidInputException(
                    "Shapes disagree at node " + node + ": " + FileTrouble.ofContradiction(e) + ". Its inputs are "
                            + inputs + ".",
                    e);
        }
    }

    /** The shapes by a rule, or by a runtime where a size is computed from the image. */
    private static List<Shape> ruled(ShapeRule rule, CarriedShapes carried, ShapeContext context) {
        try {
            return rule.infer(context);
        } catch (RunTimeValueException e) {
            if (!carried.isThere()) {
                throw e;
            }
            return told(carried, context);
        }
    }

    private static List<Shape> told(CarriedShapes carried, ShapeContext context) {
        carried.follow(context.node(), true);
        return carried.of(context.node(), context.known());
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

    /** The value of a tensor that is constant, or computed from shapes and constants alone; empty for any other. */
    public Optional<Tensor> value(String tensor) {
        return Optional.ofNullable(values.get(tensor));
    }

    /** All shapes by tensor name. */
    public Map<String, Shape> asMap() {
        return shapes;
    }
}
