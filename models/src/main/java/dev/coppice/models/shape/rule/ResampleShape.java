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
        int spaceAxes = c.image().rank() - 2;
        if (x.rank() != c.image().rank() || !grid.fits(spaceAxes)) {
            throw new IllegalArgumentException(x + " has no grid " + grid + " of an input of " + c.image());
        }
        for (int i = 0; i < spaceAxes; i++) {
            x = x.with(2 + i, grid.samples(i, c.image().size(2 + i)));
        }
        return List.of(x);
    }
}
