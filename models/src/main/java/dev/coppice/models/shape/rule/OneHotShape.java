package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Shape rule of OneHot: the indices with a new axis for the classes. */
public final class OneHotShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape indices = c.input(0);
        int depth = c.integers(1)[0];
        int axis = ShapeContext.axis(c.attributes().integer("axis", -1), indices.rank() + 1);
        return List.of(Shape.of(IntStream.rangeClosed(0, indices.rank())
                .map(k -> k == axis ? depth : indices.size(k < axis ? k : k - 1))
                .toArray()));
    }
}
