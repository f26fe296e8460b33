package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.operator.Operand;
import dev.coppice.models.operator.OperandType;
import dev.coppice.models.shape.ShapeRules;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A graph under construction. Shapes are known at one size of what the model leaves open: they tell ranks and channels, and
 * no size that is open goes into a node.
 */
public final class KerasGraph {
    /** Nested models that are called repeatedly multiply; no network has as many nodes as this. */
    private static final int MOST_NODES = 20_000;

    /** Layers that are called repeatedly store their weights each time, equal ones in one place. */
    private static final long MOST_NUMBERS = 1L << 29;

    /** Sizes by axis for what the model leaves open; most networks take them. */
    private static final int[] OPEN = {1, 256, 320, 64, 64};

    private final List<TensorInfo> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();

    /** Shapes with what is open twice as large. */
    private final Map<String, Shape> doubled = new HashMap<>();

    private final Map<String, ElementType> types = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> computed = new HashSet<>();
    private long stored;

    /** Declares an input of the network. */
    public void input(String name, ElementType type, List<Dimension> axes) {
        inputs.add(new TensorInfo(fresh(name), type, axes));
        shapes.put(name, at(axes, 1));
        doubled.put(name, at(axes, 2));
        types.put(name, type);
    }

    private static Shape at(List<Dimension> axes, int factor) {
        return Shape.of(IntStream.range(0, axes.size())
                .map(i -> axes.get(i).isFixed() ? axes.get(i).size() : factor * OPEN[Math.min(i, OPEN.length - 1)])
                .toArray());
    }

    /** Adds a node; its output takes the name, or the name with a number. */
    String add(String name, String op, Attributes attributes, String... inputTensors) {
        if (nodes.size() >= MOST_NODES) {
            throw new LayerException("the model has more than " + MOST_NODES + " operators");
        }
        Node given = Node.of(op, name, attributes, inputTensors).trimmed();
        Node node = Node.of(op, fresh(name), attributes, promoted(given));
        Shape shape = inferred(node, shapes);
        shape.elements();
        shapes.put(node.output(), shape);
        doubled.put(node.output(), larger(node, shape));
        type(node).ifPresent(type -> types.put(node.output(), type));
        nodes.add(node);
        computed.add(node.output());
        return node.output();
    }

    private Shape inferred(Node node, Map<String, Shape> known) {
        ShapeContext context = new ShapeContext(node, t -> Optional.ofNullable(constants.get(t)), Shape.SCALAR, known);
        return ShapeRules.of(node).orElseThrow().infer(context).get(0);
    }

    /** The shape with what is open twice as large; the same where a node does not take it. */
    private Shape larger(Node node, Shape shape) {
        try {
            return inferred(node, doubled);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            return shape;
        }
    }

    private Optional<ElementType> type(Node node) {
        int source = NodeTypes.source(node, 0);
        return NodeTypes.own(node, 0).or(() -> source < 0 ? Optional.empty() : Optional.of(type(node.input(source))));
    }

    /** Whole numbers that meet floating-point ones, or go where such are expected, become floating-point numbers. */
    private String[] promoted(Node node) {
        String[] inputs = node.inputs().toArray(String[]::new);
        for (int i = 0; i < inputs.length; i++) {
            OperandType expected = expected(node, i);
            boolean meets = IntStream.range(0, inputs.length)
                    .anyMatch(k ->
                            expected(node, k) == expected && type(inputs[k]).isFloating());
            boolean isWhole = node.hasInput(i) && type(inputs[i]) == ElementType.INT64;
            if (isWhole && (expected == OperandType.F || (expected.isVariable() && meets))) {
                inputs[i] = cast(node.output() + ".float", inputs[i]);
            }
        }
        return inputs;
    }

    private static OperandType expected(Node node, int input) {
        return node.schema().flatMap(row -> row.input(input)).map(Operand::type).orElse(OperandType.UNKNOWN);
    }

    /** A tensor as floating-point numbers. */
    String cast(String name, String tensor) {
        return type(tensor).isFloating()
                ? tensor
                : add(name, "Cast", Attributes.NONE.with("to", ElementType.FLOAT.code()), tensor);
    }

    /** The element type of a tensor. */
    ElementType type(String tensor) {
        return types.getOrDefault(tensor, ElementType.FLOAT);
    }

    /** Whether the size of an axis depends on what the model leaves open. */
    boolean isOpen(String tensor, int axis) {
        return shape(tensor).size(axis)
                != doubled.getOrDefault(tensor, shape(tensor)).size(axis);
    }

    /** Stores a constant under this name, or a number after it; equal constants of a name are stored once. */
    String constant(String name, Tensor value) {
        stored += value.shape().elements();
        if (stored > MOST_NUMBERS) {
            throw new LayerException("the calls of its layers read more than " + MOST_NUMBERS + " weights");
        }
        Tensor known = constants.get(name);
        if (known != null && known.equals(value)) {
            return name;
        }
        String own = fresh(name);
        constants.put(own, value);
        shapes.put(own, value.shape());
        doubled.put(own, value.shape());
        types.put(own, value.type());
        return own;
    }

    /** The shape of a tensor at one size of what is open. */
    Shape shape(String tensor) {
        Shape shape = shapes.get(tensor);
        if (shape == null) {
            throw new IllegalArgumentException("no tensor '" + tensor + "'");
        }
        return shape;
    }

    /** A tensor with its axes permuted; the same if they stay. */
    String turned(String name, String tensor, int... perm) {
        return AxisOrder.of(perm).isSame()
                ? tensor
                : add(name, "Transpose", Attributes.NONE.with("perm", perm), tensor);
    }

    private String fresh(String name) {
        String own = name;
        while (shapes.containsKey(own)) {
            own = name + "_" + (numbers.merge(name, 1, Integer::sum) + 1);
        }
        return own;
    }

    /**
     * The finished graph.
     *
     * @param outputs the computed tensors that it gives, by the names that they get
     */
    public Graph graph(String name, Map<String, String> outputs) {
        Map<String, String> names = new HashMap<>();
        List<Node> copies = new ArrayList<>();
        List<TensorInfo> declared = new ArrayList<>();
        outputs.forEach((wanted, tensor) -> {
            String before = names.getOrDefault(tensor, tensor);
            boolean isFirst = computed.contains(tensor) && !names.containsKey(tensor);
            if (shapes.containsKey(wanted) && !wanted.equals(tensor) && !names.containsKey(wanted)) {
                names.put(wanted, fresh(wanted + ".body"));
            }
            if (isFirst) {
                names.put(tensor, wanted);
            } else {
                copies.add(Node.of("Identity", wanted, Attributes.NONE, before));
            }
            declared.add(new TensorInfo(wanted, type(tensor), List.of()));
        });
        // copies read tensors by their new names
        List<Node> all = Stream.concat(nodes.stream().map(n -> renamed(n, names)), copies.stream())
                .toList();
        return new Graph(name, inputs, declared, all, constants);
    }

    private static Node renamed(Node node, Map<String, String> names) {
        String output = names.getOrDefault(node.output(), node.output());
        return Node.of(
                node.op(),
                output,
                node.attributes(),
                node.inputs().stream().map(i -> names.getOrDefault(i, i)).toArray(String[]::new));
    }
}
