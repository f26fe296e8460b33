package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Expand and Tile: a variable repeated along its axes. */
final class RepeatTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        SDVariable x = ArithmeticTranslator.operand(c, 0);
        Shape own = ArithmeticTranslator.aligned(c.shape(0), c.outputShape().rank());
        SDVariable repeated = repeated(c, x, own, c.outputShape());
        c.output(repeated.equals(x) ? c.sd().identity(x) : repeated);
    }

    /** A variable repeated up to another shape of the same rank, whose sizes are multiples of its own; itself if they are the same. */
    static SDVariable repeated(LoweringContext c, SDVariable x, Shape own, Shape wanted) {
        int[] times = IntStream.range(0, own.rank())
                .map(axis -> wanted.size(axis) / own.size(axis))
                .toArray();
        return Arrays.stream(times).allMatch(n -> n == 1) ? x : c.sd().tile(x, times);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        boolean follows = c.form()
                .wider()
                .filter(w ->
                        times(w.of(c.node().input(0)), w.of(c.node().output())) != times(c.shape(0), c.outputShape()))
                .isPresent();
        return follows
                ? Optional.of("as often as there are images, which no SameDiff graph for any batch can say")
                : Optional.empty();
    }

    private static long times(Shape in, Shape out) {
        return out.elements() / in.elements();
    }

    @Override
    public boolean trains(int position) {
        return position == 0;
    }
}
