package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * View of one node for a batch rule.
 *
 * @param node the node, as in the file
 * @param shapes all shapes at the file's fixed batch
 * @param axes the batch axis of every earlier tensor that has one
 * @param batch the file's fixed batch, in images
 * @param repeated the axis along which an input that is the same for all images is repeated, by its position
 */
record BatchContext(
        Node node, Shapes shapes, Map<String, Integer> axes, int batch, SortedMap<Integer, Integer> repeated) {
    BatchContext(Node node, Shapes shapes, Map<String, Integer> axes, int batch) {
        this(node, shapes, axes, batch, new TreeMap<>());
    }

    /** Whether an input has a batch axis. */
    boolean follows(int position) {
        return node.hasInput(position) && axes.containsKey(node.input(position));
    }

    /** The positions of inputs with a batch axis. */
    int[] following() {
        return IntStream.range(0, node.inputs().size()).filter(this::follows).toArray();
    }

    int axis(int position) {
        return Objects.requireNonNull(axes.get(node.input(position)), node.input(position));
    }

    /** Asks for an input with an entry for each image along an axis: one that has a single entry for all is repeated. */
    void requireAlong(int axis, int position) {
        if (follows(position) && axis(position) != axis) {
            throw new FixedBatchException("joins tensors whose batch stands in different axes");
        }
        if (node.hasInput(position) && !follows(position)) {
            if (batch != 1 || shape(position).size(axis) != 1) {
                throw new FixedBatchException("holds values " + shape(position) + " along the batch");
            }
            repeated.put(position, axis);
        }
    }

    /** The batch axis of the first input, which must be the only input with one. */
    int only() {
        int[] following = following();
        if (following.length != 1 || following[0] != 0) {
            throw new FixedBatchException("takes parameters that differ from image to image");
        }
        return axis(0);
    }

    Shape shape(int position) {
        return shapes.of(node.input(position));
    }

    Shape output() {
        return shapes.of(
                node.outputs().stream().filter(o -> !o.isEmpty()).findFirst().orElseThrow());
    }

    /** Constant integers at an input position; empty if it is left out. */
    Optional<long[]> integers(int position) {
        return node.hasInput(position)
                ? Optional.of(shapes.value(node.input(position))
                        .orElseThrow(() -> new FixedBatchException("takes sizes that are computed from the image"))
                        .toLongs())
                : Optional.empty();
    }

    /** Converts an axis of the first input, which may count from the end. */
    int resolved(long axis) {
        return ShapeContext.axis(Math.toIntExact(axis), shape(0).rank());
    }
}
