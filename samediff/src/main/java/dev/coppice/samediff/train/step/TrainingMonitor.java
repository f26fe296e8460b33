package dev.coppice.samediff.train.step;

/** Listener that is called after every training step and may end training. */
@FunctionalInterface
public interface TrainingMonitor {
    /** Continues to the last step. */
    TrainingMonitor SILENT = (step, loss) -> true;

    /**
     * Called after each update of the weights.
     *
     * @param step number of steps that this {@link TrainingSession} took before this one, over all calls of {@code train}
     * @param loss loss of the batch, before the update
     * @return false to stop after this step
     */
    boolean afterStep(int step, double loss);
}
