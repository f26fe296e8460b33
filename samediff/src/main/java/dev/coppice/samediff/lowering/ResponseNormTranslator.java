package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Translator of LRN: x / (bias + α / size · Σ x²)^β, with the sum over the channels nearby (Krizhevsky et al., 2012, section
 * 3.3).
 */
final class ResponseNormTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Shape in = c.shape(0);
        int channels = in.size(1);
        int size = c.attributes().integer("size", 1);
        float[][] near = new float[channels][channels];
        for (int from = 0; from < channels; from++) {
            for (int to = 0; to < channels; to++) {
                boolean counts = from >= to - (size - 1) / 2 && from <= to + size / 2;
                near[from][to] = counts ? c.attributes().real("alpha", 1e-4f) / size : 0;
            }
        }
        SDVariable sums = AxisProduct.apply(c, c.sd().math().square(c.input(0)), in, 1, near);
        SDVariable base = sums.add(c.attributes().real("bias", 1f));
        c.output(c.input(0).mul(c.sd().math().pow(base, -c.attributes().real("beta", 0.75f))));
    }
}
