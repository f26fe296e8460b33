package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.Curriculum;
import dev.coppice.samediff.train.RetrainChanges;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingCheck;
import dev.coppice.samediff.train.TrainingLength;
import dev.coppice.samediff.train.batch.BlockTarget;
import dev.coppice.samediff.train.loss.Loss;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for training. An option that is not given keeps the command's default. */
@Grouped(OptionGroup.TRAINING)
public final class TrainingOptions {
    private static final double SECONDS = 60;

    private static final long USUAL_SEED = 1;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training split, at least 0; 0 trains nothing. Default: 20; for train 24,"
                    + " and 60 for unet, deeplabv3plus and dan.")
    private @Nullable Integer epochs;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Length of the training in steps, instead of --epochs, at least 0; 0 trains nothing."
                    + " Default: the length in epochs.")
    private @Nullable Integer steps;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Time limit of all training of the compressed network, in minutes; above 0."
                    + " Retraining the original may take as long again. The learning-rate schedule is"
                    + " fitted to it. Trainings before and after cuts get equal parts, and each of the three"
                    + " rounds of a promised drop gets a third. Default: no limit.")
    private @Nullable Double minutes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Pictures in a training step, at least 1. Default: 4; 8 for networks of the zoo; or the"
                    + " batch size of the graph where that is fixed.")
    private @Nullable Integer batch;

    @Option(
            names = "--crop",
            paramLabel = "HxW",
            converter = SpaceSize.Converter.class,
            description = "Height x width in pixels of the random crops to train on, such as 96x128; depth x height x"
                    + " width of blocks of volumes, the length of pieces of signals. Default: the input size; 96x128"
                    + " for street-unet, and at most the area of 256x320 for other networks of the zoo.")
    private @Nullable SpaceSize crop;

    @Option(
            names = "--resized-crop",
            paramLabel = "SHARE",
            description =
                    "Train on random parts of pictures of at least this share of the area, above 0 and at most 1, and"
                            + " between 3:4 and 4:3, as is usual for classifiers (0.08 to 0.35). Default: parts magnified 0.75 to 1.5"
                            + " times.")
    private @Nullable Double resizedCrop;

    @Option(
            names = "--curriculum",
            paramLabel = "GRID[=SHARE]",
            description = "Train on coarse pictures first: at GRID (1/2 to 1/16) of the resolution, for a SHARE of the"
                    + " training, in (0, 1). Default: none; SHARE 0.5.")
    private @Nullable String curriculum;

    @Option(
            names = "--batch-norm",
            paramLabel = "MODE",
            description = "Statistics of batch normalisations during training: batch takes those of each batch,"
                    + " reestimated measures them once before training, kept leaves them as they are. Default:"
                    + " batch.")
    private @Nullable BatchNormMode batchNorm;

    @Option(
            names = "--block-target",
            paramLabel = "MODE",
            description = "How to train on block labels: upsampled compares each pixel with the label of its block,"
                    + " pooled compares a block's mean prediction with its label, low-passed compares each pixel"
                    + " with smoothed labels. pooled needs pictures at their own scale, and crops of whole blocks."
                    + " Default: block labels are used like any labels.")
    private @Nullable String blockTarget;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            description = "Epochs between validations, at least 1. The weights with the best validation are kept."
                    + " Default: 4; 6 for train.")
    private @Nullable Integer validateEvery;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random. Default: " + USUAL_SEED + ".")
    private @Nullable Long seed;

    @Mixin
    private StepOptions step;

    @Mixin
    private ObjectiveOptions objective;

    public long seed() {
        return seed == null ? USUAL_SEED : seed;
    }

    /** Whether {@code --seed} is given. */
    public boolean isSeedGiven() {
        return seed != null;
    }

    /** Changes a command's own settings by the options, and notes what is wrong. */
    public RetrainOptions changed(RetrainOptions usual, OptionCheck check) {
        check.require(epochs == null || steps == null, "--epochs and --steps are both given, expected one of them");
        TrainingChanges changes = new TrainingChanges(usual.with(o -> o.seed(seed())), check);
        changes.apply("--epochs", epochs, (o, n) -> o.length(new TrainingLength.Epochs(n)));
        changes.apply("--steps", steps, (o, n) -> o.length(new TrainingLength.Steps(n)));
        changes.apply("--minutes", minutes, (o, m) -> o.timeLimit(Duration.ofMillis(Math.round(m * SECONDS * 1000))));
        step.apply(changes);
        changes.apply("--batch", batch, RetrainChanges::batch);
        changes.apply(
                "--crop",
                crop,
                (o, size) -> o.augmentation(o.pictures().augmentation().withCrop(size.sizes())));
        check.require(resizedCrop == null || resizedCrop != 0, "--resized-crop is 0, expected a share above 0");
        changes.apply(
                "--resized-crop",
                resizedCrop,
                (o, share) -> o.augmentation(o.pictures().augmentation().withSmallestArea(share)));
        changes.apply("--curriculum", curriculum, (o, text) -> o.curriculum(Curriculum.parse(text)));
        changes.apply("--batch-norm", batchNorm, RetrainChanges::batchNorm);
        changes.apply("--block-target", blockTarget, TrainingOptions::towardsBlocks);
        changes.apply("--validate-every", validateEvery, RetrainChanges::validateEvery);
        objective.apply(changes);
        return changes.options();
    }

    /**
     * The options fitted to a network, before any data are read. If the network is to be trained and no batch size is
     * given, it sets one that the network takes.
     *
     * @throws dev.coppice.models.InvalidInputException if an operator cannot be trained; it names all of them
     */
    public RetrainOptions fitted(RetrainOptions options, boolean trains, Network network, Progress progress) {
        if (!trains) {
            return options;
        }
        RetrainOptions usual = objective.isLossGiven() ? options : options.withLossFor(network.card());
        RetrainOptions fitted = batch == null ? TrainingCheck.fitted(usual, network, progress) : usual;
        TrainingCheck.trainable(fitted, network);
        return fitted;
    }

    /** Block targets need cross-entropy, so it becomes the default; another {@code --loss} is refused later. */
    private static void towardsBlocks(RetrainChanges changes, String name) {
        changes.blockTarget(BlockTarget.parse(name))
                .objective(changes.goal().objective().withLoss(Loss.CROSS_ENTROPY));
    }
}
