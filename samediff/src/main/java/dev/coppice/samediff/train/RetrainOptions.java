package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.BlockTarget;
import dev.coppice.samediff.train.batch.Sampling;
import dev.coppice.samediff.train.loss.Loss;
import dev.coppice.samediff.train.loss.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Options of retraining. Changed settings are checked together, once all changes are made:
 * {@code RetrainOptions.defaults().with(o -> o.blockTarget(BlockTarget.POOLED).objective(Objective.CROSS_ENTROPY))}.
 *
 * @param time length of the training, and when it is validated
 * @param pictures settings of the pictures
 * @param optimization settings of the optimization
 * @param goal goal of the training
 * @param seed seed of all random draws
 */
public record RetrainOptions(
        TrainingTime time, TrainingPictures pictures, Optimization optimization, TrainingGoal goal, long seed) {
    private static final int CROP_AREA = 256 * 320;

    /** The coarsest grid inside networks of the zoo divides crops. */
    private static final int CROP_STEP = 32;

    /** Checks that the settings go together. */
    public RetrainOptions {
        List<String> problems = problems(pictures, goal.objective());
        if (problems.size() == 1) {
            throw new InvalidInputException(problems.get(0));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("Settings of a training do not go together:", problems);
        }
    }

    /**
     * Options for a compressed network: the Lovász loss, Adam at 1e-3 with a cosine, batch 4, 20 epochs, validated every
     * fourth, no teacher, seed 1.
     */
    public static RetrainOptions defaults() {
        return new RetrainOptions(
                TrainingTime.DEFAULT, TrainingPictures.DEFAULT, Optimization.DEFAULT, TrainingGoal.DEFAULT, 1);
    }

    /** The defaults for a network: those above, with cross-entropy for a classifier. */
    public static RetrainOptions defaults(NetworkCard card) {
        return defaults().withLossFor(card);
    }

    /** These options, whose loss is a default, with the default loss of a network. */
    public RetrainOptions withLossFor(NetworkCard card) {
        return card.isClassifier()
                ? with(changes -> changes.objective(goal.objective().withLoss(Loss.CROSS_ENTROPY)))
                : this;
    }

    /**
     * Options for fresh weights: cross-entropy with rare classes counting up to 8 times as much as the road, Adam at 2e-3
     * with warm-up and cosine, batches of 8 crops of 96×128, 24 epochs, validated every sixth.
     */
    public static RetrainOptions fromScratch() {
        return defaults().with(options -> options.length(new TrainingLength.Epochs(24))
                .validateEvery(6)
                .batch(8)
                .augmentation(Augmentation.DEFAULT.withCrop(96, 128))
                .schedule(Schedule.cosine(2e-3))
                .objective(Objective.CROSS_ENTROPY)
                .classWeights(ClassWeights.FromData.DEFAULT));
    }

    /**
     * Those for fresh weights of a network of the zoo on pictures of a height and width: as above for 60 epochs, on crops of the
     * pictures' size; of larger pictures, on crops of their shape with the area of 256×320, in multiples of 32.
     */
    public static RetrainOptions fromScratch(int height, int width) {
        double scale = Math.sqrt((double) CROP_AREA / height / width);
        Augmentation crops = scale >= 1
                ? Augmentation.DEFAULT
                : Augmentation.DEFAULT.withCrop(multiple(scale * height), multiple(scale * width));
        return fromScratch()
                .with(options -> options.length(new TrainingLength.Epochs(60)).augmentation(crops));
    }

    private static int multiple(double size) {
        return CROP_STEP * Math.max(1, (int) Math.round(size / CROP_STEP));
    }

    /** Those for fresh weights of any network: as above, with batches of 4 crops of the card's size, as a graph may fix it. */
    public static RetrainOptions fromScratchAtCardSize() {
        return fromScratch().with(options -> options.batch(4).augmentation(Augmentation.DEFAULT));
    }

    /**
     * These options with changes, in any order.
     *
     * @throws InvalidInputException if a setting is invalid, or listing all settings that do not go together
     */
    public RetrainOptions with(Consumer<RetrainChanges> changes) {
        RetrainChanges changed = new RetrainChanges(this);
        changes.accept(changed);
        return changed.options();
    }

    /** The sampling of batches. */
    public Sampling sampling() {
        return new Sampling(pictures.batch(), pictures.augmentation(), pictures.blockTarget(), seed);
    }

    private static List<String> problems(TrainingPictures pictures, Objective objective) {
        List<String> problems = new ArrayList<>();
        pictures.blockTarget().ifPresent(target -> {
            String start = "Block target '" + target.id() + "' and ";
            if (objective.distillation() > 0 && target == BlockTarget.POOLED) {
                problems.add(start + "a distillation weight of " + objective.distillation()
                        + " do not go together: a teacher answers for pixels. Take another block target, or weight 0.");
            }
            if (pictures.augmentation().smallestArea() > 0 && target == BlockTarget.POOLED) {
                problems.add(
                        start + "crops of random areas do not go together: blocks have the pictures' own scale. Leave"
                                + " one of them out.");
            }
            if (!pictures.curriculum().isNone()) {
                problems.add(
                        start + "a curriculum do not go together: blocks have the pictures' own scale. Leave one of"
                                + " them out.");
            }
            if (!objective.loss().takesBlocks()) {
                problems.add(start + "loss '" + objective.loss().id()
                        + "' do not go together: that loss takes labels as they are. Take cross-entropy, or no block"
                        + " target.");
            }
        });
        return problems;
    }

    static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new InvalidInputException("The number of " + what + " is " + value + ", expected at least 1.");
        }
    }
}
