package dev.coppice.samediff.lowering;

/** Translator of LogSoftmax: x − log Σ eˣ along an axis. SameDiff's own cannot be differentiated along an axis. */
final class LogSoftmaxTranslator implements OpTranslator {
    @Override
    public void lower(LoweringContext c) {
        c.output(c.input(0).sub(ReductionTranslator.logSumExp(c.sd(), c.input(0), c.axis("axis", -1))));
    }
}
