package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Grid;
import dev.coppice.models.resample.Resample;
import java.util.List;

/** Shape rule of our Resample: the target grid of the network input. */
public final class ResampleShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Grid grid = Resample.of(c.node()).grid();
        Shape x = c.input(0);
        return List.of(Shape.of(
                x.size(0),
                x.size(1),
                grid.rows(c.image().size(2)),
                grid.columns(c.image().size(3))));
    }
}
