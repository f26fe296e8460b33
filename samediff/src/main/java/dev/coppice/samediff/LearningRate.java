package dev.coppice.samediff;

/** The learning rate by step. */
@FunctionalInterface
public interface LearningRate {
    /**
     * The rate of a step.
     *
     * @param step steps the {@link Lowered} took before this one, over all calls of {@code train} with one optimizer
     */
    double at(int step);
}
