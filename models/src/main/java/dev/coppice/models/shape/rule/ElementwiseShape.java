package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of operators that work element by element: all inputs broadcast except settings. */
public final class ElementwiseShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape shape = c.input(0);
        for (int i = 1; i < c.node().inputs().size(); i++) {
            if (c.node().isBroadcast(i)) {
                shape = Shape.broadcast(shape, c.input(i));
            }
        }
        return List.of(shape);
    }
}
