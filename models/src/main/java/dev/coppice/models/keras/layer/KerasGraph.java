package dev.coppice.models.keras.layer;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.AxisOrder;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.shape.ShapeRules;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, String> operators = new HashMap<>();
    private long stored;

    /** Declares an input of the network. */
    public void input(String name, ElementType type, List<Dimension> axes) {
        inputs.add(new TensorInfo(fresh(name), type, axes));
        int[] sizes = IntStream.range(0, axes.size())
                .map(i -> axes.get(i).isFixed() ? axes.get(i).size() : OPEN[Math.min(i, OPEN.length - 1)])
                .toArray();
        shapes.put(name, Shape.of(sizes));
    }

    /** Adds a node; its output takes the name, or the name with a number. */
    String add(String name, String op, Attributes attributes, String... inputTensors) {
        if (nodes.size() >= MOST_NODES) {
            throw new LayerException("the model has more than " + MOST_NODES + " operators");
        }
        Node node = Node.of(op, fresh(name), attributes, inputTensors).trimmed();
        ShapeContext context = new ShapeContext(node, t -> Optional.ofNullable(constants.get(t)), Shape.SCALAR, shapes);
        Shape shape = ShapeRules.of(node).orElseThrow().infer(context).get(0);
        shape.elements();
        shapes.put(node.output(), shape);
        nodes.add(node);
        operators.put(node.output(), op);
        return node.output();
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
        List<Node> all = new ArrayList<>(nodes);
        Map<String, String> names = new HashMap<>();
        List<TensorInfo> declared = new ArrayList<>();
        outputs.forEach((wanted, tensor) -> {
            String before = names.getOrDefault(tensor, tensor);
            boolean computed = operators.containsKey(tensor);
            if (computed && !names.containsKey(tensor)) {
                names.put(
                        wanted,
                        shapes.containsKey(wanted) && !wanted.equals(tensor) ? fresh(wanted + ".body") : wanted);
                names.put(tensor, wanted);
            } else {
                all.add(Node.of("Identity", wanted, Attributes.NONE, before));
            }
            boolean index = "ArgMax".equals(operators.get(tensor));
            declared.add(new TensorInfo(wanted, index ? ElementType.INT64 : ElementType.FLOAT, List.of()));
        });
        List<Node> renamed = all.stream().map(n -> renamed(n, names)).toList();
        return new Graph(name, inputs, declared, renamed, constants);
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
