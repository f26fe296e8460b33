package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Tensor;
import java.util.Optional;

/** Translator of Pow with a constant number as exponent. */
final class PowTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        double exponent = exponent(c).orElseThrow();
        if (exponent == 2) {
            c.output(c.sd().math().square(c.input(0)));
        } else if (exponent == 0.5) {
            c.output(c.sd().math().sqrt(c.input(0)));
        } else {
            c.output(c.sd().math().pow(c.input(0), exponent));
        }
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        return exponent(c).isPresent() ? Optional.empty() : Optional.of("by more than one number");
    }

    private static Optional<Double> exponent(LoweringContext c) {
        return c.constant(1)
                .filter(t -> t.shape().elements() == 1)
                .map(Tensor::toDoubles)
                .map(v -> v[0]);
    }
}
