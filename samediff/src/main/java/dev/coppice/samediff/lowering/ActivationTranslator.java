package dev.coppice.samediff.lowering;

import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of operators with one input and no weights.
 *
 * @param formula function from context and input to output
 */
record ActivationTranslator(BiFunction<LoweringContext, SDVariable, SDVariable> formula) implements OpTranslator {
    static final ActivationTranslator RELU =
            new ActivationTranslator((c, x) -> c.sd().nn().relu(x, 0));
    static final ActivationTranslator SIGMOID =
            new ActivationTranslator((c, x) -> c.sd().nn().sigmoid(x));
    static final ActivationTranslator TANH =
            new ActivationTranslator((c, x) -> c.sd().math().tanh(x));

    static final ActivationTranslator SQRT =
            new ActivationTranslator((c, x) -> c.sd().math().sqrt(x));

    static final ActivationTranslator LEAKY_RELU = new ActivationTranslator(
            (c, x) -> c.sd().nn().leakyRelu(x, c.attributes().real("alpha", 0.01f)));

    /** ELU: α · elu(x) = α (eˣ − 1) below zero, and x above. */
    static final ActivationTranslator ELU = new ActivationTranslator((c, x) -> {
        float alpha = c.attributes().real("alpha", 1f);
        SDVariable elu = c.sd().nn().elu(x);
        return alpha == 1f ? elu : elu.mul(alpha).add(c.sd().nn().relu(x, 0).mul(1 - alpha));
    });

    static final ActivationTranslator HARD_SIGMOID = new ActivationTranslator((c, x) -> {
        double alpha = c.attributes().real("alpha", 0.2f);
        double beta = c.attributes().real("beta", 0.5f);
        return c.sd().math().clipByValue(x.mul(alpha).add(beta), 0, 1);
    });

    /** HardSwish: x · max(0, min(1, x/6 + 1/2)). */
    static final ActivationTranslator HARD_SWISH = new ActivationTranslator(
            (c, x) -> x.mul(c.sd().nn().relu6(x.add(3), 0)).mul(1 / 6.0));

    static final ActivationTranslator GLOBAL_AVERAGE_POOL = new ActivationTranslator((c, x) -> x.mean(true, 2, 3));
    static final ActivationTranslator GLOBAL_MAX_POOL = new ActivationTranslator((c, x) -> x.max(true, 2, 3));

    @Override
    public void lower(LoweringContext c) {
        c.output(formula.apply(c, c.input(0)));
    }
}
