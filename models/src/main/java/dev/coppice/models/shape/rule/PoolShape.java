package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of MaxPool and AveragePool. */
public final class PoolShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        Window window = Window.ofPool(c.node(), x);
        boolean ceil = c.attributes().integer("ceil_mode", 0) == 1;
        return List.of(window.output(x, x.size(1), ceil));
    }
}
