package dev.coppice.models.samediff.op;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * BatchNormalization with frozen statistics: y = x · s + t, s = γ / √(σ² + ε), t = β − μ · s. γ and β are trained.
 *
 * <p>ND4J's batchNorm cannot be differentiated, and with constant statistics its gradient formula would be wrong.
 */
final class BatchNormTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        int channels = c.shape(0).size(1);
        boolean map = c.shape(0).rank() == 4;
        Shape factors = map ? Shape.of(1, 1, channels, 1) : Shape.of(1, channels);
        Shape shifts = map ? Shape.of(channels) : factors;
        double epsilon = c.attributes().real("epsilon", 1e-5f);
        float[] inverse = values(c, 4);
        for (int i = 0; i < channels; i++) {
            inverse[i] = (float) (1 / Math.sqrt(inverse[i] + epsilon));
        }
        SDVariable gamma = c.weight(1, WeightLayout.plain(factors));
        SDVariable scale = gamma.mul(c.fixed(inverse, WeightLayout.longs(factors)));
        SDVariable mean = c.fixed(values(c, 3), WeightLayout.longs(shifts));
        SDVariable shift = c.weight(2, WeightLayout.plain(shifts))
                .sub(c.reshape(scale, shifts).mul(mean));
        SDVariable x = c.input(0);
        c.output(map ? Spatial.scale(c.sd(), x, scale, shift) : x.mul(scale).add(shift));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.node().outputs().stream().filter(o -> !o.isEmpty()).count() > 1
                || c.attributes().integer("training_mode", 0) == 1) {
            return Optional.of("in training mode");
        }
        if (c.shape(0).rank() != 4 && c.shape(0).rank() != 2) {
            return Optional.of("of rank " + c.shape(0).rank());
        }
        for (int i = 1; i <= 4; i++) {
            if (c.constant(i).isEmpty()) {
                return Optional.of("with computed parameters");
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean trains(int position) {
        return position == 1 || position == 2;
    }

    private static float[] values(LoweringContext c, int position) {
        return c.constant(position).map(Tensor::toFloats).orElseThrow();
    }
}
