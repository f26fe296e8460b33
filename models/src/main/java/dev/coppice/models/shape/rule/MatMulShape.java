package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of MatMul: matrices in the last two axes, the others broadcast. */
public final class MatMulShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape a = c.input(0);
        Shape b = c.input(1);
        if (a.rank() < 2 || b.rank() < 2 || a.size(-1) != b.size(-2)) {
            throw new IllegalArgumentException("MatMul cannot multiply " + a + " by " + b);
        }
        Shape outer = Shape.broadcast(a.with(-1, 1).with(-2, 1), b.with(-1, 1).with(-2, 1));
        return List.of(outer.with(-2, a.size(-2)).with(-1, b.size(-1)));
    }
}
