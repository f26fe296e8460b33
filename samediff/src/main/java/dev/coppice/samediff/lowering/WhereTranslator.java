package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of Where: condition · x + (1 − condition) · y. An infinite constant becomes a number that is large enough to
 * vanish in a softmax, as 0 · ∞ is no number.
 */
final class WhereTranslator implements OpTranslator {
    private static final float LARGE = 1e30f;

    @Override
    public void lower(LoweringContext c) {
        SDVariable condition = ArithmeticTranslator.operand(c, 0);
        c.output(branch(c, 1).mul(condition).add(branch(c, 2).mul(condition.rsub(1))));
    }

    private static SDVariable branch(LoweringContext c, int position) {
        Optional<Tensor> constant = c.constant(position).filter(WhereTranslator::isLarge);
        if (constant.isEmpty()) {
            return ArithmeticTranslator.operand(c, position);
        }
        float[] values = constant.get().toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-LARGE, Math.min(LARGE, values[i]));
        }
        Shape aligned = ArithmeticTranslator.aligned(
                constant.get().shape(), c.outputShape().rank());
        return c.fixed(values, WeightLayout.longs(aligned));
    }

    private static boolean isLarge(Tensor tensor) {
        if (!tensor.type().isFloating()) {
            return false;
        }
        for (float value : tensor.toFloats()) {
            if (Math.abs(value) > LARGE) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        boolean integers = c.constant(1).filter(t -> !t.type().isFloating()).isPresent()
                || c.constant(2).filter(t -> !t.type().isFloating()).isPresent();
        return integers ? Optional.of("on integers") : Optional.empty();
    }
}
