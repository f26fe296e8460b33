package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Tensor;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Clip between constant scalars; [0, 6] is ReLU6, [0, ∞) is ReLU. */
final class ClipTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        float min = bound(c, 1, -Float.MAX_VALUE);
        float max = bound(c, 2, Float.MAX_VALUE);
        SDVariable x = c.input(0);
        if (min == 0 && max == 6) {
            c.output(c.sd().nn().relu6(x, 0));
        } else if (min == 0 && max == Float.MAX_VALUE) {
            c.output(c.sd().nn().relu(x, 0));
        } else {
            c.output(c.sd().math().clipByValue(x, min, max));
        }
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        boolean computed = (c.has(1) && c.constant(1).isEmpty())
                || (c.has(2) && c.constant(2).isEmpty());
        return computed ? Optional.of("with computed bounds") : Optional.empty();
    }

    private static float bound(LoweringContext c, int position, float otherwise) {
        float bound = c.constant(position).map(Tensor::toFloats).map(v -> v[0]).orElse(otherwise);
        return Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, bound));
    }
}
