package dev.coppice.samediff.train.loss;

/** Loss as a function of class probabilities. */
interface ProbabilityLoss {
    /**
     * The loss of a batch; 0 without pixels.
     *
     * @param truth classes of labelled pixels; no pixel is ignored
     * @param probabilities class probabilities above 0, classes×pixels
     * @param gradient arrays of zeros, classes×pixels; receive the loss's gradient in each probability, as if they were
     *     independent
     */
    double at(Truth truth, double[][] probabilities, double[][] gradient);
}
