package dev.coppice.samediff.train.step;

/** Is told of every training step, and may end training. */
@FunctionalInterface
public interface TrainingMonitor {
    /** Goes on to the last step. */
    TrainingMonitor SILENT = (step, loss) -> true;

    /**
     * Called when the weights have been updated.
     *
     * @param step steps this {@link TrainingSession} took before this one, over all calls of {@code train}
     * @param loss of the batch, before the update
     * @return false to stop after this step
     */
    boolean afterStep(int step, double loss);
}
