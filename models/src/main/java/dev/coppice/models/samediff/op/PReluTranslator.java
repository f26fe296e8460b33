package dev.coppice.models.samediff.op;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * PRelu: max(x, 0) + slope · min(x, 0), written as relu(x) − slope · relu(−x).
 *
 * <p>ND4J's own prelu refuses to share slopes over height and width in N×C×H×W.
 */
final class PReluTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        SDVariable x = c.input(0);
        SDVariable slope = ArithmeticTranslator.operand(c, 1);
        SDVariable below = c.sd().nn().relu(x.neg(), 0);
        c.output(c.sd().nn().relu(x, 0).sub(below.mul(slope)));
    }

    @Override
    public boolean trains(int position) {
        return position == 1;
    }
}
