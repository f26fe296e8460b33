package dev.coppice.samediff.train.step;

/** The learning rate by step. */
@FunctionalInterface
public interface LearningRate {
    /**
     * The rate of a step.
     *
     * @param step steps the {@link TrainingSession} took before this one, over all calls of {@code train}
     */
    double at(int step);
}
