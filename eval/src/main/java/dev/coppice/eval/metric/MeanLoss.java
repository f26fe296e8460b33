package dev.coppice.eval.metric;

import dev.coppice.models.data.LabelMap;

/**
 * Cross-entropy summed over labelled pixels.
 *
 * @param sum sum in nats
 * @param pixels number of pixels
 */
record MeanLoss(double sum, long pixels) {
    static final MeanLoss NONE = new MeanLoss(0, 0);

    /**
     * The sum of −log softmax at the label.
     *
     * @param logits classes × height × width of the labels, in C order
     * @param ignored label that does not count, −1 for none
     */
    static MeanLoss ofClasses(float[] logits, LabelMap labels, int ignored) {
        int pixels = labels.width() * labels.height();
        double sum = 0;
        long counted = 0;
        for (int at = 0; at < pixels; at++) {
            int label = labels.at(at % labels.width(), at / labels.width());
            if (label != ignored) {
                sum += logSum(logits, at, pixels) - logits[label * pixels + at];
                counted++;
            }
        }
        return new MeanLoss(sum, counted);
    }

    /** The sum of −log sigmoid of one logit, for class 1; arguments as in {@link #ofClasses}. */
    static MeanLoss ofBinary(float[] logits, LabelMap labels, int ignored) {
        double sum = 0;
        long counted = 0;
        for (int at = 0; at < logits.length; at++) {
            int label = labels.at(at % labels.width(), at / labels.width());
            if (label != ignored) {
                double against = label == 1 ? -logits[at] : logits[at];
                sum += Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)));
                counted++;
            }
        }
        return new MeanLoss(sum, counted);
    }

    /** Computes log Σ exp over the classes of a pixel. */
    private static double logSum(float[] logits, int at, int pixels) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = at; i < logits.length; i += pixels) {
            largest = Math.max(largest, logits[i]);
        }
        double sum = 0;
        for (int i = at; i < logits.length; i += pixels) {
            sum += Math.exp(logits[i] - largest);
        }
        return largest + Math.log(sum);
    }

    MeanLoss plus(MeanLoss other) {
        return new MeanLoss(sum + other.sum, pixels + other.pixels);
    }

    /** The mean over the pixels; NaN without any. */
    double mean() {
        return sum / pixels;
    }
}
