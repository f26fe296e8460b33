package dev.coppice.samediff.train.loss;

/** Loss as a function of class probabilities. */
interface ProbabilityLoss {
    /**
     * The loss of a batch; 0 without labelled pixels.
     *
     * @param probabilities class probabilities, pixels×classes; above 0 at labelled pixels
     * @param gradient array of zeros, pixels×classes; receives the loss's gradient in each probability, as if they were
     *     independent
     */
    double at(Truth truth, double[] probabilities, double[] gradient);
}
