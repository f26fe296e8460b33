package dev.coppice.samediff.train.step;

/** A loss of one batch that is computed outside the graph: for what SameDiff has no operators, or wrong gradients. */
@FunctionalInterface
public interface LogitLoss {
    /**
     * The loss at some logits.
     *
     * @param logits N×H×W×K as {@link TrainingBatch} has its targets, in C order
     * @param gradient to which the loss's gradient in each logit is added
     */
    double at(float[] logits, float[] gradient);
}
