package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Shape rule of GatherND: the axes of the indices but the last, and the axes of the data that no index names. */
public final class GatherNdShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape data = c.input(0);
        Shape indices = c.input(1);
        int rest = c.attributes().integer("batch_dims", 0) + indices.size(-1);
        return List.of(Shape.of(IntStream.concat(
                        IntStream.range(0, indices.rank() - 1).map(indices::size),
                        IntStream.range(rest, data.rank()).map(data::size))
                .toArray()));
    }
}
