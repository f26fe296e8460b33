package dev.coppice.samediff.lowering;

import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of LpNormalization: x / ‖x‖ₚ along an axis, p = 1 or 2. */
final class LpNormTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        ReductionTranslator norm =
                c.attributes().integer("p", 2) == 1 ? ReductionTranslator.L1 : ReductionTranslator.L2;
        SDVariable length = norm.formula().apply(c.sd(), c.input(0), c.axis("axis", -1));
        c.output(c.input(0).div(length));
    }
}
