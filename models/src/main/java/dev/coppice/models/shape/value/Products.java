package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;

/** Values of products of constant matrices, as of low-rank updates of weights. Sums are in double, rounded once. */
final class Products {
    /** The largest number of multiplications. A larger product stays for run time. */
    private static final long MOST = 1L << 31;

    private Products() {}

    static Tensor matMul(ValueContext c) {
        Tensor a = c.input(0);
        Tensor b = c.input(1);
        Shape left = a.shape();
        Shape right = b.shape();
        if (a.type() != b.type() || !a.type().isFloating() || left.rank() < 2 || right.rank() < 2) {
            throw new IllegalArgumentException("the product of " + a + " and " + b + " is not computed");
        }
        int rows = left.size(-2);
        int inner = left.size(-1);
        int columns = right.size(-1);
        Shape stack =
                Shape.broadcast(left.with(-2, 1).with(-1, 1), right.with(-2, 1).with(-1, 1));
        Shape out = stack.with(-2, rows).with(-1, columns);
        if (inner != right.size(-2) || Math.multiplyExact(out.elements(), (long) inner) > MOST) {
            throw new IllegalArgumentException("the product of " + a + " and " + b + " is not computed");
        }
        Elements.Source of = Elements.broadcast(left.with(-2, 1).with(-1, 1), stack);
        Elements.Source by = Elements.broadcast(right.with(-2, 1).with(-1, 1), stack);
        float[] x = a.toFloats();
        float[] y = b.toFloats();
        return Elements.reals(a.type(), out, i -> {
            int matrix = i / (rows * columns);
            int row = (of.at(matrix) * rows + i / columns % rows) * inner;
            int column = by.at(matrix) * inner * columns + i % columns;
            double sum = 0;
            for (int k = 0; k < inner; k++) {
                sum += (double) x[row + k] * y[column + k * columns];
            }
            return sum;
        });
    }
}
