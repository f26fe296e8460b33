package dev.coppice.samediff.train.step;

/** Learning rate by step. */
@FunctionalInterface
public interface LearningRate {
    /**
     * The rate of a step.
     *
     * @param step number of steps that the {@link TrainingSession} took before this one, over all calls of {@code train}
     */
    double at(int step);
}
