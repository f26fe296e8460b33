package dev.coppice.models.shape.batch;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A node whose target size names the number of images, with a target that does not.
 *
 * @param node the changed node
 * @param position input position of the target
 * @param values the new target
 */
record BatchTarget(Node node, int position, Tensor values) {
    /** The node with a target that fits any batch. */
    static Node free(BatchContext c, int axis, TargetNames names) {
        Optional<BatchTarget> target =
                switch (c.node().op()) {
                    case "Reshape" -> reshape(c, axis);
                    case "Expand" -> expand(c, axis);
                    case "Resize" -> resize(c);
                    default -> Optional.empty();
                };
        return target.map(t -> t.node.withInput(t.position, names.put(c.node().output(), t.values)))
                .orElse(c.node());
    }

    /** Stores a constant under a name like the given one and returns the name. */
    @FunctionalInterface
    interface TargetNames {
        String put(String hint, Tensor values);
    }

    /** The target of a Reshape: 0 copies an input axis, and one -1 takes what is left. */
    private static Optional<BatchTarget> reshape(BatchContext c, int axis) {
        long[] sizes = c.integers(1).orElseThrow();
        boolean copied = sizes[axis] == 0 && c.only() == axis;
        if (sizes[axis] == -1 || copied) {
            return Optional.empty();
        }
        boolean zeros = c.node().attributes().integer("allowzero", 0) == 0;
        Shape out = c.output();
        if (zeros && c.only() == axis && c.shape(0).size(axis) == out.size(axis)) {
            sizes[axis] = 0;
        } else {
            IntStream.range(0, sizes.length).filter(i -> sizes[i] == -1).forEach(i -> sizes[i] = out.size(i));
            sizes[axis] = -1;
        }
        return Optional.of(new BatchTarget(c.node(), 1, Tensor.vector(sizes)));
    }

    /** The target of an Expand: 1 for an axis that the input has already. */
    private static Optional<BatchTarget> expand(BatchContext c, int axis) {
        long[] sizes = c.integers(1).orElseThrow();
        int own = axis - c.output().rank() + sizes.length;
        if (own < 0 || sizes[own] == 1) {
            return Optional.empty();
        }
        sizes[own] = 1;
        return Optional.of(new BatchTarget(c.node(), 1, Tensor.vector(sizes)));
    }

    /** The target of a Resize, without the batch and without channels that stay. */
    private static Optional<BatchTarget> resize(BatchContext c) {
        if (!c.node().hasInput(3) || c.node().attributes().has("axes")) {
            return Optional.empty();
        }
        long[] sizes = c.integers(3).orElseThrow();
        int first = sizes[1] == c.shape(0).size(1) ? 2 : 1;
        int[] axes = IntStream.range(first, sizes.length).toArray();
        Node node = c.node().withAttributes(c.node().attributes().with("axes", axes));
        return Optional.of(new BatchTarget(node, 3, Tensor.vector(Arrays.copyOfRange(sizes, first, sizes.length))));
    }
}
