package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Translator of MatMul. A matrix or vector on one side is multiplied with the other side's stack as one flat product. Stacks are
 * multiplied in pairs, repeated where they differ.
 */
final class MatMulTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape a = c.shape(0);
        Shape b = c.shape(1);
        if (b.rank() <= 2) {
            SDVariable flat = a.rank() <= 2
                    ? matrix(c, 0)
                    : c.reshape(c.input(0), c.node().input(0), MatMulTranslator::flat);
            c.output(c.reshape(flat.mmul(matrix(c, 1))));
        } else if (a.rank() <= 2) {
            SameDiff sd = c.sd();
            int[] swap = lastTwoSwapped(b.rank());
            SDVariable turned = c.reshape(sd.permute(c.input(1), swap), c.node().input(1), s -> flat(swapped(s)));
            SDVariable product = sd.mmul(turned, matrix(c, 0), false, true, false);
            c.output(
                    a.rank() == 1
                            ? c.reshape(product)
                            : sd.permute(c.reshape(product, c.node().output(), MatMulTranslator::swapped), swap));
        } else {
            c.output(stack(c, 0).mmul(stack(c, 1)));
        }
    }

    /** The matrix at a position; a vector is one row on the left and one column on the right. */
    private static SDVariable matrix(LoweringContext c, int position) {
        Shape own = c.shape(position);
        if (own.rank() == 2) {
            return c.input(position);
        }
        Shape matrix = position == 0 ? Shape.of(1, own.size(0)) : Shape.of(own.size(0), 1);
        return c.constant(position).isPresent()
                ? c.weight(position, WeightLayout.plain(matrix))
                : c.reshape(c.input(position), c.node().input(position), s -> matrix);
    }

    /** The input with the stack of the result: axes of size 1 in front of its matrix are repeated. */
    private static SDVariable stack(LoweringContext c, int position) {
        Shape own =
                ArithmeticTranslator.aligned(c.shape(position), c.outputShape().rank());
        Shape wanted = c.outputShape().with(-2, own.size(-2)).with(-1, own.size(-1));
        return RepeatTranslator.repeated(c, ArithmeticTranslator.operand(c, position), own, wanted);
    }

    private static Shape flat(Shape stack) {
        return Shape.of(stack.product(0, stack.rank() - 1), stack.size(-1));
    }

    private static Shape swapped(Shape s) {
        return s.with(-1, s.size(-2)).with(-2, s.size(-1));
    }

    private static int[] lastTwoSwapped(int rank) {
        int[] swap = IntStream.range(0, rank).toArray();
        swap[rank - 1] = rank - 2;
        swap[rank - 2] = rank - 1;
        return swap;
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return c.outputShape().rank() == 0 ? Optional.of("of two vectors") : Optional.empty();
    }

    @Override
    public boolean trains(int position) {
        return true;
    }
}
