package dev.coppice.compress.retrain;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.samediff.Optimizer;
import java.time.Duration;

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
 * @param classWeights what a pixel of each class counts
 * @param distillation the share w of the loss that comes from the teacher, in [0, 1]: (1 − w) · cross-entropy with the
 *     labels + w · cross-entropy with the teacher's probabilities (Hinton et al., 2015, temperature 1)
 * @param reestimation pictures over which batch statistics are measured anew before training; 0 keeps them
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
        ClassWeights classWeights,
        double distillation,
        int reestimation,
        int validateEvery,
        long seed) {
    /** Long enough to be none. */
    public static final Duration UNLIMITED = Duration.ofDays(365);

    public RetrainOptions {
        atLeast("batch", batch, 1);
        atLeast("pictures for batch statistics", reestimation, 0);
        atLeast("epochs between validations", validateEvery, 1);
        if (!(distillation >= 0 && distillation <= 1)) {
            throw new InvalidInputException(
                    "The distillation weight is " + distillation + ", expected a number in [0, 1].");
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new InvalidInputException("The time limit is " + timeLimit + ", expected more than nothing.");
        }
    }

    /** For a compressed network: Adam at 5e-4 with a cosine, batch 4, 10 epochs, no teacher, seed 1. */
    public static RetrainOptions defaults() {
        return new RetrainOptions(
                new TrainingLength.Epochs(10),
                UNLIMITED,
                4,
                Optimizer.Adam.DEFAULT,
                Schedule.cosine(5e-4),
                Augmentation.DEFAULT,
                new ClassWeights.Uniform(),
                0,
                16,
                1,
                1);
    }

    /**
     * How the zoo's street network was trained from fresh weights: Adam at 2e-3 with warm-up and cosine, batches of 8 crops
     * of 96×128, rare classes counting up to 8 times as much as the road, 24 epochs, validated every sixth.
     */
    public static RetrainOptions fromScratch() {
        return new RetrainOptions(
                new TrainingLength.Epochs(24),
                UNLIMITED,
                8,
                Optimizer.Adam.DEFAULT,
                Schedule.cosine(2e-3),
                Augmentation.DEFAULT.withCrop(96, 128),
                new ClassWeights.FromData(1.05),
                0,
                0,
                6,
                1);
    }

    public RetrainOptions withLength(TrainingLength changed) {
        return new RetrainOptions(
                changed,
                timeLimit,
                batch,
                optimizer,
                schedule,
                augmentation,
                classWeights,
                distillation,
                reestimation,
                validateEvery,
                seed);
    }

    public RetrainOptions withTimeLimit(Duration changed) {
        return new RetrainOptions(
                length,
                changed,
                batch,
                optimizer,
                schedule,
                augmentation,
                classWeights,
                distillation,
                reestimation,
                validateEvery,
                seed);
    }

    public RetrainOptions withBatch(int changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                changed,
                optimizer,
                schedule,
                augmentation,
                classWeights,
                distillation,
                reestimation,
                validateEvery,
                seed);
    }

    public RetrainOptions withOptimizer(Optimizer changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                batch,
                changed,
                schedule,
                augmentation,
                classWeights,
                distillation,
                reestimation,
                validateEvery,
                seed);
    }

    public RetrainOptions withSchedule(Schedule changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                batch,
                optimizer,
                changed,
                augmentation,
                classWeights,
                distillation,
                reestimation,
                validateEvery,
                seed);
    }

    public RetrainOptions withAugmentation(Augmentation changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                batch,
                optimizer,
                schedule,
                changed,
                classWeights,
                distillation,
                reestimation,
                validateEvery,
                seed);
    }

    public RetrainOptions withClassWeights(ClassWeights changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                batch,
                optimizer,
                schedule,
                augmentation,
                changed,
                distillation,
                reestimation,
                validateEvery,
                seed);
    }

    public RetrainOptions withDistillation(double changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                batch,
                optimizer,
                schedule,
                augmentation,
                classWeights,
                changed,
                reestimation,
                validateEvery,
                seed);
    }

    public RetrainOptions withReestimation(int changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                batch,
                optimizer,
                schedule,
                augmentation,
                classWeights,
                distillation,
                changed,
                validateEvery,
                seed);
    }

    public RetrainOptions withValidateEvery(int changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                batch,
                optimizer,
                schedule,
                augmentation,
                classWeights,
                distillation,
                reestimation,
                changed,
                seed);
    }

    public RetrainOptions withSeed(long changed) {
        return new RetrainOptions(
                length,
                timeLimit,
                batch,
                optimizer,
                schedule,
                augmentation,
                classWeights,
                distillation,
                reestimation,
                validateEvery,
                changed);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new InvalidInputException(
                    "The number of " + what + " is " + value + ", expected at least " + least + ".");
        }
    }
}
