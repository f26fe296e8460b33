package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a rule sees of one node.
 *
 * @param node of the graph as the file has it
 * @param shapes at the batch that the file fixes
 * @param axes the axis that follows the batch, for every tensor before that does
 * @param batch images that the file fixes
 */
record BatchContext(Node node, Shapes shapes, Map<String, Integer> axes, int batch) {
    /** Whether an input follows the batch. */
    boolean follows(int position) {
        return node.hasInput(position) && axes.containsKey(node.input(position));
    }

    /** Input positions that follow the batch. */
    int[] following() {
        return IntStream.range(0, node.inputs().size()).filter(this::follows).toArray();
    }

    int axis(int position) {
        return Objects.requireNonNull(axes.get(node.input(position)), node.input(position));
    }

    /** The axis of the first input, which must be the only one that follows the batch. */
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

    /** Constant integers at a position, empty if it is left out. */
    Optional<long[]> integers(int position) {
        return node.hasInput(position)
                ? Optional.of(shapes.value(node.input(position))
                        .orElseThrow(() -> new FixedBatchException("takes sizes that are computed from the image"))
                        .toLongs())
                : Optional.empty();
    }

    /** An axis of the first input, negative ones counted from the end. */
    int resolved(long axis) {
        return ShapeContext.axis(Math.toIntExact(axis), shape(0).rank());
    }
}
