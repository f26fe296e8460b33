package dev.coppice.samediff.lowering;

import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of MeanVarianceNormalization: (x − μ) / (σ + 10⁻⁹), with μ and σ over some axes. */
final class MeanVarianceTranslator implements OpTranslator {
    private static final double LEAST = 1e-9;

    @Override
    public void lower(LoweringContext c) {
        int rank = c.shape(0).rank();
        int[] axes = Arrays.stream(c.attributes().integers("axes", 0, 2, 3))
                .map(axis -> ShapeContext.axis(axis, rank))
                .sorted()
                .toArray();
        SDVariable centred = c.input(0).sub(Means.of(c.input(0), axes));
        SDVariable variance = Means.of(c.sd().math().square(centred), axes);
        c.output(centred.div(ReductionTranslator.root(c.sd(), variance).add(LEAST)));
    }
}
