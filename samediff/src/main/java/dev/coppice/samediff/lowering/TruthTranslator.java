package dev.coppice.samediff.lowering;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Translator of comparisons and of operators on truth values. A truth value is a number here: 1 for true, 0 for false. No
 * gradient goes through one.
 *
 * @param formula operation on two variables of equal rank
 */
record TruthTranslator(Formula formula) implements OpTranslator {
    static final TruthTranslator GREATER = new TruthTranslator((sd, a, b) -> positive(sd, a.sub(b)));
    static final TruthTranslator LESS = new TruthTranslator((sd, a, b) -> positive(sd, b.sub(a)));
    static final TruthTranslator GREATER_OR_EQUAL =
            new TruthTranslator((sd, a, b) -> positive(sd, b.sub(a)).rsub(1));
    static final TruthTranslator LESS_OR_EQUAL =
            new TruthTranslator((sd, a, b) -> positive(sd, a.sub(b)).rsub(1));
    static final TruthTranslator EQUAL =
            new TruthTranslator((sd, a, b) -> differs(sd, a.sub(b)).rsub(1));
    static final TruthTranslator AND = new TruthTranslator((sd, a, b) -> a.mul(b));
    static final TruthTranslator OR = new TruthTranslator((sd, a, b) -> a.add(b).sub(a.mul(b)));
    static final TruthTranslator XOR =
            new TruthTranslator((sd, a, b) -> sd.math().square(a.sub(b)));

    /** An operation on two variables. */
    @FunctionalInterface
    interface Formula {
        SDVariable apply(SameDiff sd, SDVariable a, SDVariable b);
    }

    /** 1 where a number is above 0. */
    static SDVariable positive(SameDiff sd, SDVariable x) {
        return sd.nn().relu(sd.math().sign(x), 0);
    }

    /** 1 where a number is not 0. */
    static SDVariable differs(SameDiff sd, SDVariable x) {
        return sd.math().square(sd.math().sign(x));
    }

    @Override
    public void lower(LoweringContext c) {
        c.output(formula.apply(c.sd(), ArithmeticTranslator.operand(c, 0), ArithmeticTranslator.operand(c, 1)));
    }
}
