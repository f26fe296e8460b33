package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.resample.Resample;
import dev.coppice.models.resample.ResampleMatrix;
import dev.coppice.models.resample.Resampling;

/** Translator of our Resample, instantiated for the lowered size. */
final class ResampleTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        Resampling kind = Resample.of(c.node()).kind();
        Shape in = c.shape(0);
        Shape out = c.outputShape();
        c.output(SeparableMap.lower(c, axis -> ResampleMatrix.of(kind, in.size(axis), out.size(axis))));
    }
}
