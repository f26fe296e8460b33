package dev.coppice.samediff.lowering;

import java.util.Optional;
import java.util.function.BinaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Translator of Max, Min, Mean and Sum of any number of inputs, with broadcasting.
 *
 * @param pair operation on two variables of equal rank
 * @param averages whether the result is divided by the number of inputs
 */
record VariadicTranslator(Pair pair, boolean averages) implements OpTranslator {
    /** max(a, b) = a + relu(b − a). */
    static final VariadicTranslator MAX =
            new VariadicTranslator((sd, a, b) -> a.add(sd.nn().relu(b.sub(a), 0)), false);

    /** min(a, b) = a − relu(a − b). */
    static final VariadicTranslator MIN =
            new VariadicTranslator((sd, a, b) -> a.sub(sd.nn().relu(a.sub(b), 0)), false);

    static final VariadicTranslator MEAN = new VariadicTranslator((sd, a, b) -> a.add(b), true);
    static final VariadicTranslator SUM = new VariadicTranslator((sd, a, b) -> a.add(b), false);

    /** An operation on two variables. */
    @FunctionalInterface
    interface Pair {
        SDVariable apply(SameDiff sd, SDVariable a, SDVariable b);
    }

    @Override
    public void lower(LoweringContext c) {
        BinaryOperator<SDVariable> both = (a, b) -> pair.apply(c.sd(), a, b);
        int inputs = c.node().inputs().size();
        SDVariable all = ArithmeticTranslator.operand(c, 0);
        for (int i = 1; i < inputs; i++) {
            all = both.apply(all, ArithmeticTranslator.operand(c, i));
        }
        SDVariable result = averages ? all.div(inputs) : all;
        c.output(inputs == 1 ? c.sd().identity(result) : result);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        for (int i = 0; i < c.node().inputs().size(); i++) {
            if (c.constant(i).filter(t -> !t.type().isFloating()).isPresent()) {
                return Optional.of("on integers");
            }
        }
        return Optional.empty();
    }
}
