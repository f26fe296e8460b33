package dev.coppice.models.shape.value;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;

/** Values of products of constant matrices, as of low-rank updates of weights. Sums are in double, rounded once. */
final class Products {
    /** The largest number of multiplications. A larger product stays for run time. */
    private static final long MOST = 1L << 31;

    private Products() {}

    static Tensor matMul(ValueContext c) {
        return product(c.input(0), c.input(1));
    }

    static Tensor gemm(ValueContext c) {
        Tensor a = transposed(c.input(0), c.attributes().integer("transA", 0));
        Tensor b = transposed(c.input(1), c.attributes().integer("transB", 0));
        double alpha = c.attributes().real("alpha", 1);
        double beta = c.attributes().real("beta", 1);
        Tensor product = product(a, b);
        float[] x = product.toFloats();
        if (!c.has(2)) {
            return Elements.reals(product.type(), product.shape(), i -> alpha * x[i]);
        }
        float[] y = c.input(2).toFloats();
        Elements.Source added = Elements.broadcast(c.input(2).shape(), product.shape());
        return Elements.reals(product.type(), product.shape(), i -> alpha * x[i] + beta * y[added.at(i)]);
    }

    private static Tensor transposed(Tensor matrix, long flag) {
        Shape shape = matrix.shape();
        Shape out = Shape.of(shape.size(1), shape.size(0));
        return flag == 0 ? matrix : Elements.pick(matrix, out, Elements.strided(out, 1, shape.size(1)));
    }

    private static Tensor product(Tensor a, Tensor b) {
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
