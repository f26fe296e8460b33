package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.rule.ShapeContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Translator of reductions over any axes.
 *
 * @param formula function from an input and its axes to the reduced input, whose reduced axes have size 1
 */
record ReductionTranslator(Formula formula) implements OpTranslator {
    static final ReductionTranslator L1 =
            new ReductionTranslator((sd, x, axes) -> sd.math().abs(x).sum(true, axes));
    static final ReductionTranslator L2 = new ReductionTranslator(
            (sd, x, axes) -> root(sd, sd.math().square(x).sum(true, axes)));
    static final ReductionTranslator LOG_SUM =
            new ReductionTranslator((sd, x, axes) -> sd.math().log(x.sum(true, axes)));
    static final ReductionTranslator LOG_SUM_EXP = new ReductionTranslator(ReductionTranslator::logSumExp);
    static final ReductionTranslator MAX = new ReductionTranslator((sd, x, axes) -> x.max(true, axes));
    static final ReductionTranslator MEAN = new ReductionTranslator((sd, x, axes) -> Means.of(x, axes));
    static final ReductionTranslator MIN = new ReductionTranslator((sd, x, axes) -> x.min(true, axes));
    static final ReductionTranslator SUM = new ReductionTranslator((sd, x, axes) -> x.sum(true, axes));
    static final ReductionTranslator SUM_SQUARE =
            new ReductionTranslator((sd, x, axes) -> sd.math().square(x).sum(true, axes));

    /** A reduction that keeps the reduced axes. */
    @FunctionalInterface
    interface Formula {
        SDVariable apply(SameDiff sd, SDVariable x, int... axes);
    }

    /** log Σ eˣ, with the largest x taken out first, as its exponential may be more than a float holds. */
    static SDVariable logSumExp(SameDiff sd, SDVariable x, int... axes) {
        SDVariable largest = x.max(true, axes);
        return sd.math().log(sd.math().exp(x.sub(largest)).sum(true, axes)).add(largest);
    }

    /** √x for x ≥ 0, whose gradient at 0 is 0 and not infinite: what it is the length of has no direction. */
    static SDVariable root(SameDiff sd, SDVariable x) {
        SDVariable some = TruthTranslator.differs(sd, x);
        return sd.math().sqrt(x.add(some.rsub(1))).mul(some);
    }

    @Override
    public void lower(LoweringContext c) {
        int[] axes = axes(c);
        c.output(axes.length == 0 ? c.input(0) : c.reshape(formula.apply(c.sd(), c.input(0), axes)));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return c.has(1) && c.constant(1).isEmpty() ? Optional.of("over computed axes") : Optional.empty();
    }

    /** The reduced axes in their order; none if nothing is reduced. */
    static int[] axes(LoweringContext c) {
        Shape in = c.shape(0);
        int[] given = c.constant(1)
                .map(Tensor::toLongs)
                .map(axes -> Arrays.stream(axes).mapToInt(Math::toIntExact).toArray())
                .orElseGet(() -> c.attributes().integers("axes"));
        if (given.length > 0) {
            return Arrays.stream(given)
                    .map(axis -> ShapeContext.axis(axis, in.rank()))
                    .sorted()
                    .toArray();
        }
        boolean none = c.attributes().integer("noop_with_empty_axes", 0) == 1;
        return none ? new int[0] : IntStream.range(0, in.rank()).toArray();
    }
}
