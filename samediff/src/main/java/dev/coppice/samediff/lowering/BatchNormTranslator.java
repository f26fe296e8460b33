package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of BatchNormalization: y = x · s + t, s = γ / √(σ² + ε), t = β − μ · s. γ and β are trained. Without
 * {@code training_mode}, μ and σ² are the node's constants. With it they are mean and variance of the batch (Ioffe and
 * Szegedy, 2015, algorithm 1), and gradients flow through them. Both are then further outputs, as ONNX defines them for
 * momentum 0.
 *
 * <p>ND4J's batchNorm cannot be differentiated, and with constant statistics its gradient formula would be wrong.
 */
final class BatchNormTranslator implements OpTranslator {
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;

    @Override
    public void lower(LoweringContext c) {
        int channels = c.shape(0).size(1);
        boolean map = c.shape(0).rank() > 2;
        Shape factors = map ? Shape.of(1, 1, channels, 1) : Shape.of(1, channels);
        Shape shifts = map ? Shape.of(channels) : factors;
        SDVariable x = map ? c.picture(0) : c.input(0);
        SDVariable mean;
        SDVariable scale;
        if (isTraining(c)) {
            mean = map ? x.mean(0, 2, 3) : x.mean(true, 0);
            SDVariable variance = map
                    ? mapVariance(c, x, mean)
                    : c.sd().math().square(x.sub(mean)).mean(true, 0);
            SDVariable deviation = c.sd().math().sqrt(variance.add(epsilon(c)));
            scale = c.weight(1, WeightLayout.plain(factors))
                    .div(c.sd().reshape(deviation, WeightLayout.longs(factors)));
            c.output(1, mean);
            c.output(2, variance);
        } else {
            float[] inverse = values(c, VARIANCE);
            for (int i = 0; i < channels; i++) {
                inverse[i] = (float) (1 / Math.sqrt(inverse[i] + epsilon(c)));
            }
            scale = c.weight(1, WeightLayout.plain(factors)).mul(c.fixed(inverse, WeightLayout.longs(factors)));
            mean = c.fixed(values(c, MEAN), WeightLayout.longs(shifts));
        }
        SDVariable shift = c.weight(2, WeightLayout.plain(shifts))
                .sub(c.sd().reshape(scale, WeightLayout.longs(shifts)).mul(mean));
        if (map) {
            c.outputMap(Spatial.scale(c.sd(), x, scale, shift), c.outputShape().asPicture());
        } else {
            c.output(x.mul(scale).add(shift));
        }
    }

    /**
     * The variance as E[x²] − E[x]², which saves a map and its slow gradient. Precision is single: if a channel's mean is a
     * hundred times its deviation, its variance has three digits. The variance of a constant channel may be slightly below
     * 0.
     */
    private static SDVariable mapVariance(LoweringContext c, SDVariable x, SDVariable mean) {
        double count = (double) c.shape(0).elements() / c.shape(0).size(1);
        // squaring into a separate map and averaging it takes four times as long
        SDVariable squares = c.sd().math().squaredNorm(x, false, 0, 2, 3).div(count);
        return c.sd().nn().relu(squares.sub(c.sd().math().square(mean)), 0);
    }

    private static boolean isTraining(LoweringContext c) {
        return c.attributes().integer("training_mode", 0) == 1;
    }

    private static double epsilon(LoweringContext c) {
        return c.attributes().real("epsilon", 1e-5f);
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        if (c.shape(0).rank() != 2 && Spatial.objection(c.shape(0)).isPresent()) {
            return Spatial.objection(c.shape(0));
        }
        if (isTraining(c) && c.node().outputs().size() > 1 && c.attributes().real("momentum", 0.9f) != 0) {
            return Optional.of("with running statistics");
        }
        for (int i = 1; i <= VARIANCE; i++) {
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
