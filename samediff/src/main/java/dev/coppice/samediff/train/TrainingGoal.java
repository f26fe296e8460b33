package dev.coppice.samediff.train;

import dev.coppice.samediff.train.loss.Objective;

/**
 * What a network is trained for.
 *
 * @param objective the loss, and what share of it comes from a teacher
 * @param classWeights what a pixel of each class counts
 */
public record TrainingGoal(Objective objective, ClassWeights classWeights) {
    /** The Lovász loss without a teacher; every pixel counts the same. */
    static final TrainingGoal DEFAULT = new TrainingGoal(Objective.LOVASZ, new ClassWeights.Uniform());

    TrainingGoal withObjective(Objective changed) {
        return new TrainingGoal(changed, classWeights);
    }

    TrainingGoal withClassWeights(ClassWeights changed) {
        return new TrainingGoal(objective, changed);
    }
}
