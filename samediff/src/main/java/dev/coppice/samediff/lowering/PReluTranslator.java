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
        boolean perChannel = isPerChannel(c);
        SDVariable x = perChannel ? c.picture(0) : c.input(0);
        SDVariable above = c.sd().nn().relu(x, 0);
        SDVariable below = x.sub(above);
        if (perChannel) {
            c.outputMap(above.add(scaled(c, below)), c.outputShape().asPicture());
        } else {
            c.output(above.add(below.mul(ArithmeticTranslator.operand(c, 1))));
        }
    }

    /** Whether each channel of a map has one slope. */
    private static boolean isPerChannel(LoweringContext c) {
        Shape out = c.outputShape();
        Shape slope = c.shape(1);
        int axis = slope.rank() - out.rank() + 1;
        return Spatial.objection(out).isEmpty()
                && slope.elements() == out.size(1)
                && axis >= 0
                && slope.size(axis) == out.size(1);
    }

    private static SDVariable scaled(LoweringContext c, SDVariable below) {
        Shape factors = Shape.of(1, 1, c.outputShape().size(1), 1);
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
