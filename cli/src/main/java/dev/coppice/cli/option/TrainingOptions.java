package dev.coppice.cli.option;

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

/** How long and how to train. What is not given stays as the command has it. */
public final class TrainingOptions {
    private static final double SECONDS = 60;

    private static final long USUAL_SEED = 1;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training split; 0 trains nothing.")
    private @Nullable Integer epochs;

    @Option(names = "--steps", paramLabel = "N", description = "Training steps, instead of epochs.")
    private @Nullable Integer steps;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description =
                    "Training ends by then, the schedule fitted to it; above 0, no limit unless given. It is the whole"
                            + " run's: trainings before and after cuts have equal parts, and each of the three rounds that"
                            + " --max-drop may take has a third.")
    private @Nullable Double minutes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Pictures a step; 4, or what the graph fixes if it cannot be opened.")
    private @Nullable Integer batch;

    @Option(
            names = "--crop",
            paramLabel = "HxW",
            converter = ImageSize.Converter.class,
            description = "Size of the part of a picture that a step sees; the card's size by default.")
    private @Nullable ImageSize crop;

    @Option(
            names = "--curriculum",
            paramLabel = "GRID[=SHARE]",
            description =
                    "Coarse pictures first: crops at 1/2 (or to 1/16) of the resolution for a share of the run, 0.5"
                            + " unless given.")
    private @Nullable String curriculum;

    @Option(
            names = "--batch-norm",
            paramLabel = "MODE",
            description =
                    "Statistics of batch normalisations meanwhile: of each batch (batch, the default), measured anew"
                            + " before training (reestimated), or as they are (kept).")
    private @Nullable BatchNormMode batchNorm;

    @Option(
            names = "--block-target",
            paramLabel = "MODE",
            description = "Where training labels are blocks: towards the blocks pixel by pixel (upsampled), the mean"
                    + " prediction of a block towards its block (pooled; whole blocks at the picture's own scale), or"
                    + " smoothed blocks (low-passed). Without it labels are taken as they are.")
    private @Nullable String blockTarget;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            description = "Epochs between validations, which choose the weights that are kept.")
    private @Nullable Integer validateEvery;

    @Option(names = "--seed", paramLabel = "S", description = "Of everything random; " + USUAL_SEED + ".")
    private @Nullable Long seed;

    @Mixin
    private StepOptions step;

    @Mixin
    private ObjectiveOptions objective;

    public long seed() {
        return seed == null ? USUAL_SEED : seed;
    }

    /** Whether somebody chose it. */
    public boolean isSeedGiven() {
        return seed != null;
    }

    /** A command's own settings changed by the options; what is wrong with them is noted. */
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
                (o, size) -> o.augmentation(o.pictures().augmentation().withCrop(size.height(), size.width())));
        changes.apply("--curriculum", curriculum, (o, text) -> o.curriculum(Curriculum.parse(text)));
        changes.apply("--batch-norm", batchNorm, RetrainChanges::batchNorm);
        changes.apply("--block-target", blockTarget, TrainingOptions::towardsBlocks);
        changes.apply("--validate-every", validateEvery, RetrainChanges::validateEvery);
        objective.apply(changes);
        return changes.options();
    }

    /**
     * Options for a network, before any data are read: if it is to be trained, with batches of a size that it takes unless
     * somebody chose one.
     *
     * @throws dev.coppice.models.InvalidInputException naming every operator that cannot be trained
     */
    public RetrainOptions fitted(RetrainOptions options, boolean trains, Network network, Progress progress) {
        if (!trains) {
            return options;
        }
        RetrainOptions fitted = batch == null ? TrainingCheck.fitted(options, network, progress) : options;
        TrainingCheck.trainable(fitted, network);
        return fitted;
    }

    /** Blocks have one loss, which is then the usual one: another that is given after this is refused. */
    private static void towardsBlocks(RetrainChanges changes, String name) {
        changes.blockTarget(BlockTarget.parse(name))
                .objective(changes.goal().objective().withLoss(Loss.CROSS_ENTROPY));
    }
}
