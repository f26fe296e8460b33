package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Shape: a vector with an entry per axis, from {@code start} to {@code end}. */
public final class ShapeOfShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        return List.of(value(c.node(), c.input(0)).shape());
    }

    /** The value that a Shape node computes for an input of this shape. */
    public static Tensor value(Node node, Shape input) {
        int rank = input.rank();
        int start = clamp(node.attributes().integer("start", 0), rank);
        int end = clamp(node.attributes().integer("end", rank), rank);
        long[] sizes = Arrays.stream(input.sizes())
                .skip(start)
                .limit(Math.max(0, end - start))
                .asLongStream()
                .toArray();
        return Tensor.vector(sizes);
    }

    private static int clamp(int axis, int rank) {
        return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
    }
}
