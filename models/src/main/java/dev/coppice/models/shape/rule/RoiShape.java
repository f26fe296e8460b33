package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of MaxRoiPool and RoiAlign: one small map for each region. */
public final class RoiShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        int[] pooled = c.attributes()
                .integers(
                        "pooled_shape",
                        c.attributes().integer("output_height", 1),
                        c.attributes().integer("output_width", 1));
        return List.of(Shape.of(c.input(1).size(0), c.input(0).size(1), pooled[0], pooled[1]));
    }
}
