package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of DepthToSpace: N×C·b²×H×W gives N×C×H·b×W·b. */
public final class DepthToSpaceShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape x = c.input(0);
        int block = c.attributes().integer("blocksize", 1);
        if (x.rank() != 4 || x.size(1) % (block * block) != 0) {
            throw new IllegalArgumentException(x + " has no channels for blocks of " + block + "×" + block);
        }
        return List.of(Shape.of(x.size(0), x.size(1) / (block * block), x.size(2) * block, x.size(3) * block));
    }
}
