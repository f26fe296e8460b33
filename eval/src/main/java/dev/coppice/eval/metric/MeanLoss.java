package dev.coppice.eval.metric;

/**
 * A loss added up over pixels.
 *
 * @param sum in nats
 * @param pixels how many
 */
record MeanLoss(double sum, long pixels) {
    static final MeanLoss NONE = new MeanLoss(0, 0);

    MeanLoss plus(MeanLoss other) {
        return new MeanLoss(sum + other.sum, pixels + other.pixels);
    }

    /** The mean over the pixels, NaN without any. */
    double mean() {
        return sum / pixels;
    }
}
