package dev.coppice.models.onnx.fold;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** A target size that depends on the batch, rewritten without naming the batch. */
final class BatchFreeTarget {
    private final Node node;
    private final BatchPair shapes;
    private final long[] a;
    private final long[] b;

    /** Takes the targets at both batch sizes. */
    BatchFreeTarget(Node node, BatchPair shapes, long[] a, long[] b) {
        this.node = node;
        this.shapes = shapes;
        this.a = a.clone();
        this.b = b.clone();
    }

    /** The node with the attributes that fit {@link #values}; empty if the target must name the batch. */
    Optional<Node> node() {
        if (a.length != b.length) {
            return Optional.empty();
        }
        return switch (node.op()) {
            case "Resize" -> resize();
            case "Expand" -> expand();
            default -> reshape();
        };
    }

    /** The rewritten target; call {@link #node} first. */
    Tensor values() {
        return Tensor.vector(node.is("Resize") ? Arrays.copyOfRange(a, 2, a.length) : a);
    }

    /** Writes the target of a Reshape: 0 copies an input axis, and one -1 takes what is left. */
    private Optional<Node> reshape() {
        if (node.attributes().integer("allowzero", 0) == 1) {
            return Optional.empty();
        }
        Shape out = shapes.a().of(node.output());
        int open = -1;
        for (int i = 0; i < a.length; i++) {
            if (a[i] == b[i] && a[i] != -1) {
                continue;
            }
            if (a[i] != b[i] && followsInput(i)) {
                a[i] = 0;
            } else if (out.size(i) == shapes.b().of(node.output()).size(i)) {
                a[i] = out.size(i);
            } else if (open < 0) {
                open = i;
                a[i] = -1;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(node);
    }

    /** Writes the target of an Expand: 1 for an axis that the input has already. */
    private Optional<Node> expand() {
        Shape x = shapes.a().of(node.input(0));
        int shift = a.length - x.rank();
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                if (i < shift || x.size(i - shift) != a[i]) {
                    return Optional.empty();
                }
                a[i] = 1;
            }
        }
        return Optional.of(node);
    }

    /** Writes the target of a Resize: only the space axes. A region of interest names all axes. */
    private Optional<Node> resize() {
        Shape x = shapes.a().of(node.input(0));
        boolean spatialOnly = a.length > 2
                && !node.attributes().has("axes")
                && !node.hasInput(1)
                && x.size(0) == a[0]
                && x.size(1) == a[1]
                && Arrays.equals(a, 2, a.length, b, 2, b.length);
        int[] axes = IntStream.range(2, Math.max(2, a.length)).toArray();
        return spatialOnly ? Optional.of(node.withAttributes(node.attributes().with("axes", axes))) : Optional.empty();
    }

    private boolean followsInput(int axis) {
        Shape x = shapes.a().of(node.input(0));
        return axis < x.rank()
                && x.size(axis) == a[axis]
                && shapes.b().of(node.input(0)).size(axis) == b[axis];
    }
}
