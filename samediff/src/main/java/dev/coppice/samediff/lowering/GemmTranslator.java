package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import org.nd4j.autodiff.samediff.SDVariable;

/** Translator of Gemm: α · A′ · B′ + β · C, where A′ and B′ may be transposed. */
final class GemmTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        boolean transA = c.attributes().integer("transA", 0) == 1;
        boolean transB = c.attributes().integer("transB", 0) == 1;
        SDVariable product = c.sd().mmul(c.input(0), c.input(1), transA, transB, false);
        SDVariable scaled = scale(product, c.attributes().real("alpha", 1f));
        c.output(c.has(2) ? scaled.add(scale(bias(c), c.attributes().real("beta", 1f))) : scaled);
    }

    private static SDVariable bias(LoweringContext c) {
        Shape aligned = aligned(c.shape(2));
        if (c.shape(2).equals(aligned)) {
            return c.input(2);
        }
        return c.constant(2).isPresent()
                ? c.weight(2, WeightLayout.plain(aligned))
                : c.reshape(c.input(2), c.node().input(2), GemmTranslator::aligned);
    }

    private static Shape aligned(Shape bias) {
        int[] sizes = {1, 1};
        System.arraycopy(bias.sizes(), 0, sizes, 2 - bias.rank(), bias.rank());
        return Shape.of(sizes);
    }

    private static SDVariable scale(SDVariable x, double factor) {
        return factor == 1 ? x : x.mul(factor);
    }

    @Override
    public boolean trains(int position) {
        return true;
    }
}
