package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Arrays;
import java.util.Optional;

/** Translator of Trilu: the product of the last two axes with a triangle of ones. */
final class TriluTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape in = c.shape(0);
        boolean upper = c.attributes().integer("upper", 1) == 1;
        int diagonal = c.integers(1, 0)[0];
        int columns = in.size(-1);
        float[] kept = new float[in.size(-2) * columns];
        for (int i = 0; i < kept.length; i++) {
            int beyond = i % columns - i / columns - diagonal;
            kept[i] = (upper ? beyond >= 0 : beyond <= 0) ? 1 : 0;
        }
        int[] sizes = new int[in.rank()];
        Arrays.fill(sizes, 1);
        sizes[in.rank() - 2] = in.size(-2);
        sizes[in.rank() - 1] = columns;
        c.output(c.input(0).mul(c.fixed(kept, WeightLayout.longs(Shape.of(sizes)))));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return c.has(1) && c.constant(1).isEmpty() ? Optional.of("with a computed diagonal") : Optional.empty();
    }
}
