package dev.coppice.models.samediff.op;

import dev.coppice.models.graph.Shape;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** MatMul: a matrix on one side is multiplied with the other side's stack as one flat product; stacks of equal shape in pairs. */
final class MatMulTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape a = c.shape(0);
        Shape b = c.shape(1);
        if (b.rank() == 2) {
            c.output(c.reshape(flat(c, c.input(0), a).mmul(c.input(1)), c.outputShape()));
        } else if (a.rank() == 2) {
            SameDiff sd = c.sd();
            int[] swap = lastTwoSwapped(b.rank());
            SDVariable turned =
                    flat(c, sd.permute(c.input(1), swap), b.with(-1, b.size(-2)).with(-2, b.size(-1)));
            Shape out = c.outputShape();
            Shape outTurned = out.with(-1, out.size(-2)).with(-2, out.size(-1));
            SDVariable product = sd.mmul(turned, c.input(0), false, true, false);
            c.output(sd.permute(c.reshape(product, outTurned), swap));
        } else {
            c.output(c.input(0).mmul(c.input(1)));
        }
    }

    private static SDVariable flat(LoweringContext c, SDVariable x, Shape shape) {
        return shape.rank() == 2 ? x : c.reshape(x, Shape.of(shape.product(0, shape.rank() - 1), shape.size(-1)));
    }

    private static int[] lastTwoSwapped(int rank) {
        int[] swap = IntStream.range(0, rank).toArray();
        swap[rank - 1] = rank - 2;
        swap[rank - 2] = rank - 1;
        return swap;
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        Shape a = c.shape(0);
        Shape b = c.shape(1);
        boolean same = a.rank() == b.rank()
                && a.with(-1, 1).with(-2, 1).equals(b.with(-1, 1).with(-2, 1));
        return a.rank() == 2 || b.rank() == 2 || same
                ? Optional.empty()
                : Optional.of("of " + a + " and " + b + ", whose stacks differ");
    }

    @Override
    public boolean trains(int position) {
        return true;
    }
}
