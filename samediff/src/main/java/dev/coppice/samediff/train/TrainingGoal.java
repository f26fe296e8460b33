package dev.coppice.samediff.train;

import dev.coppice.samediff.train.loss.Objective;

/**
 * Goal of a training.
 *
 * @param objective the loss, with the share that comes from a teacher
 * @param classWeights weight of a pixel of each class
 */
public record TrainingGoal(Objective objective, ClassWeights classWeights) {
    /** The default goal: the Lovász loss without a teacher, and equal class weights. */
    static final TrainingGoal DEFAULT = new TrainingGoal(Objective.LOVASZ, new ClassWeights.Uniform());

    TrainingGoal withObjective(Objective changed) {
        return new TrainingGoal(changed, classWeights);
    }

    TrainingGoal withClassWeights(ClassWeights changed) {
        return new TrainingGoal(objective, changed);
    }
}
