package dev.coppice.models.format;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Dimension;
import dev.coppice.models.graph.ElementType;
import dev.coppice.models.graph.FileOrder;
import dev.coppice.models.graph.FreshName;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.GraphEdit;
import dev.coppice.models.graph.GraphRewriter;
import dev.coppice.models.graph.ImageHint;
import dev.coppice.models.graph.ImageLayout;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.onnx.fold.Folding;
import dev.coppice.models.shape.InputShapes;
import dev.coppice.models.shape.value.ValueRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Inputs beside the pictures, such as a scale, a state or a second picture, that become constants of a graph: each holds one
 * number in all places. Data sets of pictures say nothing of such inputs, so a network is trained and evaluated without them.
 * Where an input leaves sizes open, the constant has those that {@link InputShapes} gives to it beside the pictures.
 */
final class FixedInputs {
    private final Graph graph;
    private final String name;
    private final TensorInfo image;
    private final List<GraphEdit> edits = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private FixedInputs(Graph graph, String name, TensorInfo image) {
        this.graph = graph;
        this.name = name;
        this.image = image;
    }

    /**
     * The graph without some inputs, read anew.
     *
     * @param name name of the network in messages
     * @param image name of the input that pictures go to
     * @param values the number that each of the others holds, by name
     * @throws InvalidInputException listing all names that are none of other inputs, and numbers that their types do not hold
     */
    static Graph of(Graph carried, String name, String image, Map<String, Double> values) {
        boolean last = carried.inputs().stream().anyMatch(i -> !i.stored().isSame());
        Graph graph = FileOrder.restore(carried);
        TensorInfo pictures = graph.inputs().stream()
                .filter(i -> i.name().equals(image))
                .findFirst()
                .orElseGet(() -> InputShapes.image(graph.inputs()));
        List<GraphEdit> edits = new FixedInputs(graph, name, pictures).edits(values);
        return Folding.apply(GraphRewriter.apply(graph, edits), last ? ImageHint.of(ImageLayout.NHWC) : ImageHint.NONE);
    }

    private List<GraphEdit> edits(Map<String, Double> values) {
        edits.add(new GraphEdit.DeclareInputs(graph.inputs().stream()
                .filter(i -> !values.containsKey(i.name()))
                .toList()));
        values.forEach((name, value) -> graph.inputs().stream()
                .filter(i -> i.name().equals(name) && !i.equals(image))
                .findFirst()
                .ifPresentOrElse(info -> fix(info, value), () -> problems.add(unknown(name))));
        if (!problems.isEmpty()) {
            throw new InvalidInputException("Inputs of network '" + name + "' cannot be fixed:", problems);
        }
        return edits;
    }

    private String unknown(String name) {
        List<String> others = graph.inputs().stream()
                .filter(i -> !i.equals(image))
                .map(TensorInfo::toString)
                .toList();
        return "'" + name + "' "
                + (name.equals(image.name()) ? "is what pictures go to" : "is no input")
                + ", expected one of " + others;
    }

    private void fix(TensorInfo info, double value) {
        boolean follows = false;
        int[] sizes = new int[info.dimensions().size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            Dimension dimension = info.dimensions().get(axis);
            sizes[axis] = dimension.isFixed() ? dimension.size() : 1;
            follows |= followed(info, axis).isPresent();
        }
        Optional<Tensor> number = number(info.type(), value);
        if (number.isEmpty()) {
            problems.add("'" + info.name() + "' is of type " + info.type() + ", which does not hold " + value);
        } else if (follows) {
            expand(info, number.get(), sizes);
        } else {
            edits.add(new GraphEdit.PutConstant(info.name(), repeated(number.get(), sizes)));
        }
    }

    /** The axis of the pictures that an open axis of another input is as long as, as {@link InputShapes} has it. */
    private OptionalInt followed(TensorInfo info, int axis) {
        Dimension own = info.dimensions().get(axis);
        List<Dimension> pictures = image.dimensions();
        if (own.isFixed()) {
            return OptionalInt.empty();
        }
        int named = own.symbol().equals("?") ? -1 : pictures.indexOf(own);
        boolean beside = axis == 0 || info.dimensions().size() == pictures.size();
        if (named < 0 && !beside) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(named < 0 ? axis : named);
    }

    /** The number, repeated to sizes of which some are those of the pictures. */
    private void expand(TensorInfo info, Tensor number, int... sizes) {
        String name = info.name();
        String shape = node("Shape", name + "/pictures", image.name());
        List<String> parts = new ArrayList<>();
        for (int axis = 0; axis < sizes.length; axis++) {
            OptionalInt followed = followed(info, axis);
            String part = name + "/size" + axis;
            parts.add(
                    followed.isEmpty()
                            ? constant(part, Tensor.vector(sizes[axis]))
                            : node(
                                    "Gather",
                                    part,
                                    shape,
                                    constant(part + "/axis", Tensor.vector(followed.getAsInt()))));
        }
        String whole = FreshName.in(graph, name + "/sizes");
        edits.add(new GraphEdit.AddNode(
                new Node(whole, "", "Concat", parts, List.of(whole), Attributes.NONE.with("axis", 0))));
        edits.add(new GraphEdit.AddNode(new Node(
                FreshName.in(graph, name + "/fixed"),
                "",
                "Expand",
                List.of(constant(name + "/value", number), whole),
                List.of(name),
                Attributes.NONE)));
    }

    private String constant(String wanted, Tensor value) {
        String name = FreshName.in(graph, wanted);
        edits.add(new GraphEdit.PutConstant(name, value));
        return name;
    }

    private String node(String op, String wanted, String... inputs) {
        String name = FreshName.in(graph, wanted);
        edits.add(new GraphEdit.AddNode(Node.of(op, name, Attributes.NONE, inputs)));
        return name;
    }

    private static Tensor repeated(Tensor number, int... sizes) {
        long[] shape = Arrays.stream(sizes).asLongStream().toArray();
        return ValueRules.evaluate(
                        Node.of("Expand", "y", Attributes.NONE, "x", "shape"),
                        Map.of("x", number, "shape", Tensor.vector(shape)))
                .orElseThrow();
    }

    /** A scalar; empty if its type does not hold the value. */
    private static Optional<Tensor> number(ElementType type, double value) {
        if (type.isFloating() && type != ElementType.DOUBLE) {
            return Optional.of(Tensor.reals(type, Shape.SCALAR, (float) value))
                    .filter(held -> Double.isFinite(held.toFloats()[0]));
        }
        Node cast = Node.of("Cast", "y", Attributes.NONE.with("to", type.code()), "x");
        return ValueRules.evaluate(cast, Map.of("x", Tensor.scalar((float) value)))
                .filter(held -> type.isFloating() ? Double.isFinite(value) : held.toLongs()[0] == value);
    }
}
