package dev.coppice.samediff.train.step;

/** Loss of one batch that is computed outside the graph, as SameDiff lacks the operators or has wrong gradients. */
@FunctionalInterface
public interface LogitLoss {
    /**
     * The loss for logits.
     *
     * @param logits logits N×H×W×K in C order, like the targets of a {@link TrainingBatch}
     * @param gradient array to which the loss's gradient in each logit is added
     */
    double at(float[] logits, float[] gradient);
}
