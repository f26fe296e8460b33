package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.NodeTypes;
import dev.coppice.models.graph.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Pow; exponents that are constant stay as they are. */
final class PowTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Optional<Double> exponent = exponent(c);
        SDVariable x = c.input(0);
        if (exponent.isEmpty()) {
            c.output(c.sd().math().pow(ArithmeticTranslator.operand(c, 0), ArithmeticTranslator.operand(c, 1)));
        } else if (exponent.get() == 2) {
            c.output(c.sd().math().square(x));
        } else if (exponent.get() == 0.5) {
            c.output(ReductionTranslator.root(c.sd(), x));
        } else {
            c.output(c.sd().math().pow(x, exponent.get()));
        }
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        boolean floats = IntStream.of(0, 1)
                .allMatch(i -> NodeTypes.at(c.graph(), c.node().input(i)).isFloating());
        return exponent(c).isPresent() || floats ? Optional.empty() : Optional.of("by whole numbers");
    }

    /** One number for all that does not add axes. */
    private static Optional<Double> exponent(LoweringContext c) {
        return c.constant(1)
                .filter(t -> t.shape().elements() == 1 && c.shape(0).equals(c.outputShape()))
                .map(Tensor::toDoubles)
                .map(v -> v[0]);
    }
}
