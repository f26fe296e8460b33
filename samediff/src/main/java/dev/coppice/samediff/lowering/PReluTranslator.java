package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of PRelu: max(x, 0) + slope · min(x, 0), with min(x, 0) = x − max(x, 0).
 *
 * <p>ND4J's own prelu refuses to share slopes over height and width in N×C×H×W.
 */
final class PReluTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        SDVariable x = c.input(0);
        SDVariable above = c.sd().nn().relu(x, 0);
        c.output(above.add(scaled(c, x.sub(above))));
    }

    private static SDVariable scaled(LoweringContext c, SDVariable below) {
        int channels = c.outputShape().size(1);
        Shape slope = c.shape(1);
        boolean perChannel = c.outputShape().rank() == 4
                && slope.elements() == channels
                && slope.rank() >= 3
                && slope.size(slope.rank() - 3) == channels;
        if (!perChannel) {
            return below.mul(ArithmeticTranslator.operand(c, 1));
        }
        Shape factors = Shape.of(1, 1, channels, 1);
        SDVariable slopes = c.constant(1).isPresent()
                ? c.weight(1, WeightLayout.plain(factors))
                : c.sd().reshape(c.input(1), WeightLayout.longs(factors));
        return Spatial.scale(c.sd(), below, slopes);
    }

    @Override
    public boolean trains(int position) {
        return position == 1;
    }
}
