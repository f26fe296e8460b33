package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Attributes;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * View of a node for a shape rule: the node, the shapes of its inputs, its constant inputs.
 *
 * @param node the node whose output shapes are wanted
 * @param constants values of tensors that are constant, or computed from shapes alone
 * @param image shape of the network's input, N×C×H×W
 * @param known shapes of all earlier tensors
 */
public record ShapeContext(
        Node node, Function<String, Optional<Tensor>> constants, Shape image, Map<String, Shape> known) {
    /** The shape of the input at a position. */
    public Shape input(int position) {
        Shape shape = known.get(node.input(position));
        if (shape == null) {
            throw new IllegalArgumentException("input " + position + " is missing");
        }
        return shape;
    }

    public Attributes attributes() {
        return node.attributes();
    }

    /** The constant at an input position; empty if it is left out. */
    public Optional<Tensor> constant(int position) {
        if (!node.hasInput(position)) {
            return Optional.empty();
        }
        Optional<Tensor> value = constants.apply(node.input(position));
        if (value.isEmpty()) {
            throw new RunTimeValueException("input " + position + " ('" + node.input(position)
                    + "') is computed at run time, expected a constant");
        }
        return value;
    }

    /** Constant integers at an input position, or the default if it is left out. */
    public int[] integers(int position, int... otherwise) {
        return constant(position)
                .map(t ->
                        Arrays.stream(t.toLongs()).mapToInt(ShapeContext::clamp).toArray())
                .orElse(otherwise);
    }

    /** Converts an axis that may count from the end. */
    public static int axis(int axis, int rank) {
        int resolved = axis < 0 ? axis + rank : axis;
        if (resolved < 0 || resolved >= rank) {
            throw new IllegalArgumentException("axis " + axis + " does not exist at rank " + rank);
        }
        return resolved;
    }

    /** Clamps an integer to the range of int, as ONNX writes "to the end" as a huge integer. */
    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
