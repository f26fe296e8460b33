package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;

/** Shape rule of Tile: each axis repeated. */
public final class TileShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int[] repeats = c.integers(1);
        int[] sizes = new int[x.rank()];
        Arrays.setAll(sizes, i -> Math.multiplyExact(x.size(i), repeats[i]));
        return List.of(Shape.of(sizes));
    }
}
