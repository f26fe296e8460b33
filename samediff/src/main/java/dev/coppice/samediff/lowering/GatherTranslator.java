package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import java.util.Optional;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;

/**
 * Translator of Gather of channels by a constant list. It becomes a 1×1 convolution with a constant matrix of zeros and
 * ones, as the gradient of SameDiff's gather is wrong.
 */
final class GatherTranslator implements OpTranslator {
    private static final int CHANNELS = 1;

    @Override
    public void lower(LoweringContext c) {
        int[] taken = c.integers(1);
        int in = c.shape(0).size(CHANNELS);
        float[] choice = new float[in * taken.length];
        for (int o = 0; o < taken.length; o++) {
            int from = taken[o] < 0 ? taken[o] + in : taken[o];
            choice[from * taken.length + o] = 1;
        }
        Conv2DConfig plain =
                Conv2DConfig.builder().kH(1).kW(1).sH(1).sW(1).pH(0).pW(0).build();
        c.output(c.sd().cnn().conv2d(c.input(0), c.fixed(choice, 1, 1, in, taken.length), plain));
    }

    @Override
    public Optional<String> objection(LoweringContext c) {
        Shape x = c.shape(0);
        boolean channels = x.rank() == 4
                && c.axis("axis", 0) == CHANNELS
                && c.constant(1).filter(t -> t.shape().rank() == 1).isPresent();
        return channels ? Optional.empty() : Optional.of("of anything but channels by a constant list");
    }
}
