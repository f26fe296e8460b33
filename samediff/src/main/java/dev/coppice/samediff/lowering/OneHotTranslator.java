package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Tensor;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** Translator of OneHot of a constant depth. An index is a number here, counted from the end if it is negative. */
final class OneHotTranslator implements OpTranslator {
    private static final int DEPTH = 1;
    private static final int VALUES = 2;

    @Override
    public void lower(LoweringContext c) {
        int depth = c.integers(DEPTH)[0];
        double[] values = c.constant(VALUES).map(Tensor::toDoubles).orElseThrow();
        int axis = Math.floorMod(
                c.attributes().integer("axis", -1), c.outputShape().rank());
        SDVariable index = c.input(0);
        SDVariable place = index.add(index.lt(0).castTo(DataType.FLOAT).mul(depth));
        c.output(c.sd().oneHot(place.castTo(DataType.INT64), depth, axis, values[1], values[0], DataType.FLOAT));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return c.constant(DEPTH).isPresent() && c.constant(VALUES).isPresent()
                ? Optional.empty()
                : Optional.of("of a computed depth or computed values");
    }
}
