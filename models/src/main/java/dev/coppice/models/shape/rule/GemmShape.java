package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.List;

/** Shape rule of Gemm: a matrix product with optional transposes and a bias that broadcasts. */
public final class GemmShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape a = oriented(c.input(0), c.attributes().integer("transA", 0));
        Shape b = oriented(c.input(1), c.attributes().integer("transB", 0));
        if (a.size(1) != b.size(0)) {
            throw new IllegalArgumentException("Gemm cannot multiply " + a + " by " + b);
        }
        Shape out = Shape.of(a.size(0), b.size(1));
        return List.of(c.node().hasInput(2) ? Shape.broadcast(out, c.input(2)) : out);
    }

    private static Shape oriented(Shape matrix, int transposed) {
        if (matrix.rank() != 2) {
            throw new IllegalArgumentException("Gemm takes matrices, not " + matrix);
        }
        return transposed == 1 ? Shape.of(matrix.size(1), matrix.size(0)) : matrix;
    }
}
