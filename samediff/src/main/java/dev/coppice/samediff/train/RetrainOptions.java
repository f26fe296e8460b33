package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.BlockTarget;
import dev.coppice.samediff.train.batch.Sampling;
import dev.coppice.samediff.train.loss.Loss;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.step.Optimizer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to retrain.
 *
 * @param length epochs or steps
 * @param timeLimit training ends by then, validation included, and the schedule is fitted to it; a run that reaches its
 *     limit cannot be repeated exactly
 * @param batch pictures a step
 * @param optimizer how gradients become updates
 * @param schedule the learning rate
 * @param augmentation how pictures are varied
 * @param curriculum what part of the run sees coarser pictures
 * @param classWeights what a pixel of each class counts
 * @param objective the loss, and what share of it comes from a teacher
 * @param batchNorm what batch normalisations do meanwhile
 * @param statistics pictures over which batch statistics are measured anew
 * @param blockTarget what training is for where labels are blocks; empty to take labels as they are
 * @param validateEvery epochs between validations; the last weights are always validated
 * @param seed of every draw
 */
public record RetrainOptions(
        TrainingLength length,
        Duration timeLimit,
        int batch,
        Optimizer optimizer,
        Schedule schedule,
        Augmentation augmentation,
        Curriculum curriculum,
        ClassWeights classWeights,
        Objective objective,
        BatchNormMode batchNorm,
        int statistics,
        Optional<BlockTarget> blockTarget,
        int validateEvery,
        long seed) {
    /** Long enough to be none. */
    public static final Duration UNLIMITED = Duration.ofDays(365);

    public RetrainOptions {
        atLeast("batch", batch, 1);
        atLeast("pictures for batch statistics", statistics, 1);
        atLeast("epochs between validations", validateEvery, 1);
        if (objective.distillation() > 0
                && blockTarget.filter(t -> t == BlockTarget.POOLED).isPresent()) {
            throw new InvalidInputException("Block target 'pooled' and a distillation weight of "
                    + objective.distillation()
                    + " do not go together: a teacher answers for pixels. Take another block target, or weight 0.");
        }
        if (!curriculum.isNone() && blockTarget.isPresent()) {
            throw new InvalidInputException(
                    "Block target '" + blockTarget.get().id()
                            + "' and a curriculum do not go together: blocks have the pictures' own scale. Leave one of them out.");
        }
        if (objective.loss() != Loss.CROSS_ENTROPY && blockTarget.isPresent()) {
            throw new InvalidInputException(
                    "Block target '" + blockTarget.get().id() + "' and loss '"
                            + objective.loss().id()
                            + "' do not go together: that loss takes labels as they are. Take cross-entropy, or no block target.");
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new InvalidInputException("The time limit is " + timeLimit + ", expected more than nothing.");
        }
    }

    /**
     * For a compressed network: the Lovász loss, Adam at 1e-3 with a cosine, batch 4, 20 epochs, validated every fourth, no
     * teacher, seed 1.
     */
    public static RetrainOptions defaults() {
        return new RetrainOptions(
                new TrainingLength.Epochs(20),
                UNLIMITED,
                4,
                Optimizer.Adam.DEFAULT,
                Schedule.cosine(1e-3),
                Augmentation.DEFAULT,
                Curriculum.NONE,
                new ClassWeights.Uniform(),
                Objective.LOVASZ,
                BatchNormMode.BATCH,
                32,
                Optional.empty(),
                4,
                1);
    }

    /**
     * For fresh weights: cross-entropy, rare classes counting up to 8 times as much as the road, Adam at 2e-3 with warm-up
     * and cosine, batches of 8 crops of 96×128, 24 epochs, validated every sixth.
     */
    public static RetrainOptions fromScratch() {
        return new RetrainOptions(
                new TrainingLength.Epochs(24),
                UNLIMITED,
                8,
                Optimizer.Adam.DEFAULT,
                Schedule.cosine(2e-3),
                Augmentation.DEFAULT.withCrop(96, 128),
                Curriculum.NONE,
                ClassWeights.FromData.DEFAULT,
                Objective.CROSS_ENTROPY,
                BatchNormMode.BATCH,
                32,
                Optional.empty(),
                6,
                1);
    }

    /** How pictures are drawn into batches. */
    public Sampling sampling() {
        return new Sampling(batch, augmentation, blockTarget, seed);
    }

    public RetrainOptions withLength(TrainingLength changed) {
        return with(draft -> draft.length = changed);
    }

    public RetrainOptions withTimeLimit(Duration changed) {
        return with(draft -> draft.timeLimit = changed);
    }

    public RetrainOptions withBatch(int changed) {
        return with(draft -> draft.batch = changed);
    }

    public RetrainOptions withOptimizer(Optimizer changed) {
        return with(draft -> draft.optimizer = changed);
    }

    public RetrainOptions withSchedule(Schedule changed) {
        return with(draft -> draft.schedule = changed);
    }

    public RetrainOptions withAugmentation(Augmentation changed) {
        return with(draft -> draft.augmentation = changed);
    }

    public RetrainOptions withCurriculum(Curriculum changed) {
        return with(draft -> draft.curriculum = changed);
    }

    public RetrainOptions withClassWeights(ClassWeights changed) {
        return with(draft -> draft.classWeights = changed);
    }

    public RetrainOptions withObjective(Objective changed) {
        return with(draft -> draft.objective = changed);
    }

    public RetrainOptions withBatchNorm(BatchNormMode changed) {
        return with(draft -> draft.batchNorm = changed);
    }

    public RetrainOptions withStatistics(int changed) {
        return with(draft -> draft.statistics = changed);
    }

    public RetrainOptions withBlockTarget(BlockTarget changed) {
        return with(draft -> draft.blockTarget = Optional.of(changed));
    }

    public RetrainOptions withValidateEvery(int changed) {
        return with(draft -> draft.validateEvery = changed);
    }

    public RetrainOptions withSeed(long changed) {
        return with(draft -> draft.seed = changed);
    }

    private RetrainOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new InvalidInputException(
                    "The number of " + what + " is " + value + ", expected at least " + least + ".");
        }
    }

    /** Options being changed. */
    private static final class Draft {
        private TrainingLength length;
        private Duration timeLimit;
        private int batch;
        private Optimizer optimizer;
        private Schedule schedule;
        private Augmentation augmentation;
        private Curriculum curriculum;
        private ClassWeights classWeights;
        private Objective objective;
        private BatchNormMode batchNorm;
        private int statistics;
        private Optional<BlockTarget> blockTarget;
        private int validateEvery;
        private long seed;

        Draft(RetrainOptions from) {
            length = from.length;
            timeLimit = from.timeLimit;
            batch = from.batch;
            optimizer = from.optimizer;
            schedule = from.schedule;
            augmentation = from.augmentation;
            curriculum = from.curriculum;
            classWeights = from.classWeights;
            objective = from.objective;
            batchNorm = from.batchNorm;
            statistics = from.statistics;
            blockTarget = from.blockTarget;
            validateEvery = from.validateEvery;
            seed = from.seed;
        }

        RetrainOptions options() {
            return new RetrainOptions(
                    length,
                    timeLimit,
                    batch,
                    optimizer,
                    schedule,
                    augmentation,
                    curriculum,
                    classWeights,
                    objective,
                    batchNorm,
                    statistics,
                    blockTarget,
                    validateEvery,
                    seed);
        }
    }
}
