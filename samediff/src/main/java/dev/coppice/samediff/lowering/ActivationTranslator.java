package dev.coppice.samediff.lowering;

import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of operators with one input and no weights.
 *
 * @param formula function from context and input to output
 */
record ActivationTranslator(BiFunction<LoweringContext, SDVariable, SDVariable> formula) implements OpTranslator {
    static final ActivationTranslator RELU =
            new ActivationTranslator((c, x) -> c.sd().nn().relu(x, 0));
    /** The nearest whole number, the even one if two are. */
    static final ActivationTranslator ROUND = new ActivationTranslator((c, x) -> {
        SDVariable below = c.sd().math().floor(x);
        SDVariable odd = below.sub(c.sd().math().floor(below.mul(0.5)).mul(2));
        SDVariable over = x.sub(below).sub(0.5);
        SDVariable tie = TruthTranslator.differs(c.sd(), over).rsub(1);
        return below.add(TruthTranslator.positive(c.sd(), over)).add(tie.mul(odd));
    });

    static final ActivationTranslator SIGMOID =
            new ActivationTranslator((c, x) -> c.sd().nn().sigmoid(x));
    static final ActivationTranslator TANH =
            new ActivationTranslator((c, x) -> c.sd().math().tanh(x));

    static final ActivationTranslator ABS =
            new ActivationTranslator((c, x) -> c.sd().math().abs(x));
    static final ActivationTranslator ACOS =
            new ActivationTranslator((c, x) -> c.sd().math().asin(x).rsub(Math.PI / 2));
    /** ln(x + √(x² − 1)), with the root of the factors, which keep their digits near 1. */
    static final ActivationTranslator ACOSH = new ActivationTranslator(
            (c, x) -> c.sd().math().log(x.add(c.sd().math().sqrt(x.sub(1).mul(x.add(1))))));

    static final ActivationTranslator ASIN =
            new ActivationTranslator((c, x) -> c.sd().math().asin(x));
    /** sign(x) · ln(|x| + √(x² + 1)). */
    static final ActivationTranslator ASINH = new ActivationTranslator((c, x) -> {
        SDVariable sign = TruthTranslator.positive(c.sd(), x).mul(2).sub(1); // never 0, or the gradient at 0 would be
        SDVariable root = c.sd().math().sqrt(c.sd().math().square(x).add(1));
        return c.sd().math().log(x.mul(sign).add(root)).mul(sign);
    });

    static final ActivationTranslator ATAN =
            new ActivationTranslator((c, x) -> c.sd().math().atan(x));
    static final ActivationTranslator ATANH = new ActivationTranslator(
            (c, x) -> c.sd().math().log(x.add(1).div(x.rsub(1))).mul(0.5));
    /** ⌈x⌉, whose gradient is 0 everywhere. */
    static final ActivationTranslator CEIL =
            new ActivationTranslator((c, x) -> c.sd().math().floor(x.mul(-1)).mul(-1));

    static final ActivationTranslator COS =
            new ActivationTranslator((c, x) -> c.sd().math().cos(x));
    static final ActivationTranslator COSH = new ActivationTranslator(
            (c, x) -> c.sd().math().exp(x).add(c.sd().math().exp(x.mul(-1))).mul(0.5));
    static final ActivationTranslator ERF =
            new ActivationTranslator((c, x) -> c.sd().math().erf(x));
    static final ActivationTranslator EXP =
            new ActivationTranslator((c, x) -> c.sd().math().exp(x));
    /** ⌊x⌋, whose gradient is 0 everywhere. */
    static final ActivationTranslator FLOOR =
            new ActivationTranslator((c, x) -> c.sd().math().floor(x));

    static final ActivationTranslator LOG =
            new ActivationTranslator((c, x) -> c.sd().math().log(x));
    static final ActivationTranslator NEG = new ActivationTranslator((c, x) -> x.mul(-1));
    /** Not: a truth value is a number here, 1 or 0. */
    /** IsInf and IsNaN of the finite numbers that a training computes: false. It ends where they are no longer finite. */
    static final ActivationTranslator NEVER = new ActivationTranslator((c, x) -> x.mul(0));

    static final ActivationTranslator NOT = new ActivationTranslator((c, x) -> x.rsub(1));

    static final ActivationTranslator RECIPROCAL = new ActivationTranslator((c, x) -> x.rdiv(1));
    /** Sign, whose gradient is 0 everywhere. */
    static final ActivationTranslator SIGN =
            new ActivationTranslator((c, x) -> c.sd().math().sign(x));

    static final ActivationTranslator SIN =
            new ActivationTranslator((c, x) -> c.sd().math().sin(x));
    static final ActivationTranslator SINH = new ActivationTranslator(
            (c, x) -> c.sd().math().exp(x).sub(c.sd().math().exp(x.mul(-1))).mul(0.5));
    static final ActivationTranslator TAN = new ActivationTranslator(
            (c, x) -> c.sd().math().sin(x).div(c.sd().math().cos(x)));
    static final ActivationTranslator SQRT = new ActivationTranslator((c, x) -> ReductionTranslator.root(c.sd(), x));

    static final ActivationTranslator LEAKY_RELU = new ActivationTranslator(
            (c, x) -> c.sd().nn().leakyRelu(x, c.attributes().real("alpha", 0.01f)));

    static final ActivationTranslator ELU =
            new ActivationTranslator((c, x) -> elu(c, x, c.attributes().real("alpha", 1f)));

    static final ActivationTranslator SELU =
            new ActivationTranslator((c, x) -> elu(c, x, c.attributes().real("alpha", 1.6732632f))
                    .mul(c.attributes().real("gamma", 1.050701f)));

    /** Celu: α · elu(x / α). */
    static final ActivationTranslator CELU = new ActivationTranslator((c, x) -> {
        double alpha = c.attributes().real("alpha", 1f);
        return c.sd().nn().elu(x.div(alpha)).mul(alpha);
    });

    /** Gelu: x · Φ(x), or its approximation by tanh (Hendrycks and Gimpel, 2016). */
    static final ActivationTranslator GELU = new ActivationTranslator((c, x) -> {
        boolean byTanh = c.attributes().text("approximate", "none").equals("tanh");
        SDVariable bent = byTanh
                ? c.sd().math().tanh(x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI)))
                : c.sd().math().erf(x.mul(Math.sqrt(0.5)));
        return x.mul(bent.add(1)).mul(0.5);
    });

    static final ActivationTranslator SOFTPLUS = new ActivationTranslator(ActivationTranslator::softplus);

    static final ActivationTranslator SOFTSIGN =
            new ActivationTranslator((c, x) -> c.sd().nn().softsign(x));

    static final ActivationTranslator MISH =
            new ActivationTranslator((c, x) -> x.mul(c.sd().math().tanh(softplus(c, x))));

    static final ActivationTranslator HARD_SIGMOID = new ActivationTranslator((c, x) -> {
        double alpha = c.attributes().real("alpha", 0.2f);
        double beta = c.attributes().real("beta", 0.5f);
        return c.sd().math().clipByValue(x.mul(alpha).add(beta), 0, 1);
    });

    /** HardSwish: x · max(0, min(1, x/6 + 1/2)). */
    static final ActivationTranslator HARD_SWISH = new ActivationTranslator(
            (c, x) -> x.mul(c.sd().nn().relu6(x.add(3), 0)).mul(1 / 6.0));

    /** Shrink: towards zero by the bias, and zero between −λ and λ. */
    static final ActivationTranslator SHRINK = new ActivationTranslator((c, x) -> {
        double lambda = c.attributes().real("lambd", 0.5f);
        double bias = c.attributes().real("bias", 0f);
        SDVariable above = TruthTranslator.positive(c.sd(), x.sub(lambda));
        SDVariable below = TruthTranslator.positive(c.sd(), x.mul(-1).sub(lambda));
        return above.mul(x.sub(bias)).add(below.mul(x.add(bias)));
    });

    /** ThresholdedRelu: x where it is above α, else 0. */
    static final ActivationTranslator THRESHOLDED_RELU = new ActivationTranslator((c, x) ->
            x.mul(TruthTranslator.positive(c.sd(), x.sub(c.attributes().real("alpha", 1f)))));

    static final ActivationTranslator GLOBAL_AVERAGE_POOL = new ActivationTranslator((c, x) -> x.mean(true, space(c)));
    static final ActivationTranslator GLOBAL_MAX_POOL = new ActivationTranslator((c, x) -> x.max(true, space(c)));

    /** From here on, a float's softplus is the number itself. */
    private static final double STRAIGHT = 20;

    private static int[] space(LoweringContext c) {
        return IntStream.range(Spatial.SPACE, c.shape(0).rank()).toArray();
    }

    /** α (eˣ − 1) below zero, as α · elu(x) there and x above. */
    private static SDVariable elu(LoweringContext c, SDVariable x, float alpha) {
        SDVariable elu = c.sd().nn().elu(x);
        return alpha == 1f ? elu : elu.mul(alpha).add(c.sd().nn().relu(x, 0).mul(1 - alpha));
    }

    /** ln(1 + eˣ); SameDiff's own is infinite where eˣ is more than a float holds, from 89 on. */
    private static SDVariable softplus(LoweringContext c, SDVariable x) {
        SDVariable above = c.sd().nn().relu(x.sub(STRAIGHT), 0);
        return c.sd().nn().softplus(x.sub(above)).add(above);
    }

    @Override
    public void lower(LoweringContext c) {
        c.output(formula.apply(c, c.input(0)));
    }
}
