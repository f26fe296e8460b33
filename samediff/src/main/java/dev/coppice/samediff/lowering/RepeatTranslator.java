package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Expand and Tile: a variable repeated along its axes. */
final class RepeatTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        SDVariable x = ArithmeticTranslator.operand(c, 0);
        Shape out = c.outputShape();
        int lead = out.rank() - c.shape(0).rank();
        int[] times = new int[out.rank()];
        boolean repeats = false;
        for (int axis = 0; axis < times.length; axis++) {
            times[axis] =
                    axis < lead ? out.size(axis) : out.size(axis) / c.shape(0).size(axis - lead);
            repeats |= times[axis] > 1;
        }
        c.output(repeats ? c.sd().tile(x, times) : c.sd().identity(x));
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
