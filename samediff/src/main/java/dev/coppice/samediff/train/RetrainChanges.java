package dev.coppice.samediff.train;

import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.BlockTarget;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.Optimizer;
import java.time.Duration;

/**
 * Settings of a training under change. Each change checks its own value; {@link #options} checks at the end that all
 * settings go together.
 */
public final class RetrainChanges {
    private TrainingTime time;
    private TrainingPictures pictures;
    private Optimization optimization;
    private TrainingGoal goal;
    private long seed;

    /** Starts from the given options. */
    public RetrainChanges(RetrainOptions from) {
        time = from.time();
        pictures = from.pictures();
        optimization = from.optimization();
        goal = from.goal();
        seed = from.seed();
    }

    /**
     * The changed options.
     *
     * @throws dev.coppice.models.InvalidInputException listing all settings that do not go together
     */
    public RetrainOptions options() {
        return new RetrainOptions(time, pictures, optimization, goal, seed);
    }

    /** The current settings of the pictures. */
    public TrainingPictures pictures() {
        return pictures;
    }

    /** The current settings of the optimization. */
    public Optimization optimization() {
        return optimization;
    }

    /** The current goal of the training. */
    public TrainingGoal goal() {
        return goal;
    }

    public RetrainChanges length(TrainingLength changed) {
        time = time.withLength(changed);
        return this;
    }

    public RetrainChanges timeLimit(Duration changed) {
        time = time.withLimit(changed);
        return this;
    }

    public RetrainChanges validateEvery(int changed) {
        time = time.withValidateEvery(changed);
        return this;
    }

    public RetrainChanges batch(int changed) {
        pictures = pictures.withBatch(changed);
        return this;
    }

    public RetrainChanges augmentation(Augmentation changed) {
        pictures = pictures.withAugmentation(changed);
        return this;
    }

    public RetrainChanges curriculum(Curriculum changed) {
        pictures = pictures.withCurriculum(changed);
        return this;
    }

    public RetrainChanges blockTarget(BlockTarget changed) {
        pictures = pictures.withBlockTarget(changed);
        return this;
    }

    public RetrainChanges optimizer(Optimizer changed) {
        optimization = optimization.withOptimizer(changed);
        return this;
    }

    public RetrainChanges schedule(Schedule changed) {
        optimization = optimization.withSchedule(changed);
        return this;
    }

    public RetrainChanges batchNorm(BatchNormMode changed) {
        optimization = optimization.withBatchNorm(changed);
        return this;
    }

    public RetrainChanges statistics(int changed) {
        optimization = optimization.withStatistics(changed);
        return this;
    }

    /** Sets the layers that are not trained. */
    public RetrainChanges frozen(Freezing changed) {
        optimization = optimization.withFrozen(changed);
        return this;
    }

    public RetrainChanges objective(Objective changed) {
        goal = goal.withObjective(changed);
        return this;
    }

    public RetrainChanges classWeights(ClassWeights changed) {
        goal = goal.withClassWeights(changed);
        return this;
    }

    public RetrainChanges seed(long changed) {
        seed = changed;
        return this;
    }
}
