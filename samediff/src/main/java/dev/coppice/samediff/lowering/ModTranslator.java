package dev.coppice.samediff.lowering;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Mod of numbers, with the sign of the dividend: x − y · trunc(x / y). No gradient goes through the quotient. */
final class ModTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        SDVariable x = ArithmeticTranslator.operand(c, 0);
        SDVariable y = ArithmeticTranslator.operand(c, 1);
        SDVariable quotient = x.div(y);
        SDVariable whole = c.sd().math()
                .sign(quotient)
                .mul(c.sd().math().floor(c.sd().math().abs(quotient)));
        c.output(x.sub(y.mul(whole)));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return c.attributes().integer("fmod", 0) == 1 ? Optional.empty() : Optional.of("on integers");
    }
}
