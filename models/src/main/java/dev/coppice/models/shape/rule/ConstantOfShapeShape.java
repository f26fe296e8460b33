package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of ConstantOfShape: the output shape is the input's value. */
public final class ConstantOfShapeShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        return List.of(Shape.of(c.integers(0)));
    }
}
