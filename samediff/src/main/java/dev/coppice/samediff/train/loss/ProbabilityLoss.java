package dev.coppice.samediff.train.loss;

/** A loss in class probabilities. */
interface ProbabilityLoss {
    /**
     * The loss of a batch; 0 without labelled pixels.
     *
     * @param probabilities above 0 at labelled pixels, pixels×classes
     * @param gradient of zeros, pixels×classes; gets the loss's gradient in each probability, as if they were free
     */
    double at(Truth truth, double[] probabilities, double[] gradient);
}
