package dev.coppice.models.shape.rule;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shape rule of MatMul: matrices in the last two axes, the others broadcast. A vector on the left is a matrix of one row, on
 * the right one of one column, which the product loses.
 */
public final class MatMulShape implements ShapeRule {
    @Override
    public List<Shape> infer(ShapeContext c) {
        Shape a = c.input(0);
        Shape b = c.input(1);
        if (a.rank() == 0 || b.rank() == 0) {
            throw unfit(a, b);
        }
        Shape rows = a.rank() == 1 ? Shape.of(1, a.size(0)) : a;
        Shape columns = b.rank() == 1 ? Shape.of(b.size(0), 1) : b;
        if (rows.size(-1) != columns.size(-2)) {
            throw unfit(a, b);
        }
        Shape outer = Shape.broadcast(
                rows.with(-1, 1).with(-2, 1), columns.with(-1, 1).with(-2, 1));
        int[] stack = Arrays.copyOf(outer.sizes(), outer.rank() - 2);
        IntStream row = a.rank() == 1 ? IntStream.empty() : IntStream.of(rows.size(-2));
        IntStream column = b.rank() == 1 ? IntStream.empty() : IntStream.of(columns.size(-1));
        return List.of(Shape.of(IntStream.concat(Arrays.stream(stack), IntStream.concat(row, column))
                .toArray()));
    }

    private static IllegalArgumentException unfit(Shape a, Shape b) {
        return new IllegalArgumentException("MatMul cannot multiply " + a + " by " + b);
    }
}
