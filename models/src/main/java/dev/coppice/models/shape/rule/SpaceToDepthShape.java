package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of SpaceToDepth: N×C×H·b×W·b gives N×C·b²×H×W. */
public final class SpaceToDepthShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int block = c.attributes().integer("blocksize", 1);
        if (x.rank() != 4 || x.size(2) % block != 0 || x.size(3) % block != 0) {
            throw new IllegalArgumentException(x + " does not divide into blocks of " + block + "×" + block);
        }
        return List.of(Shape.of(x.size(0), x.size(1) * block * block, x.size(2) / block, x.size(3) / block));
    }
}
