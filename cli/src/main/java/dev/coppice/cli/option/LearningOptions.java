package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.cutoff.LearnedTruncation;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.samediff.train.TrainingLength;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how {@code --truncate learned} learns its limit. */
@Grouped(OptionGroup.GRIDS)
final class LearningOptions {
    @Option(
            names = "--cutoff-penalty",
            paramLabel = "L",
            description = "Weight of MACs against the loss while --truncate learned learns its grid: a number of at"
                    + " least 0. A larger weight gives a coarser grid. Default: 1.")
    private @Nullable Double penalty;

    @Option(
            names = "--cutoff-epochs",
            paramLabel = "N",
            description = "Epochs for which --truncate learned learns its grid, before anything is cut; at least 1."
                    + " Default: 10.")
    private @Nullable Integer epochs;

    @Option(
            names = "--cutoff-steps",
            paramLabel = "N",
            description = "The same length in training steps, instead of --cutoff-epochs; at least 1. Default:"
                    + " the length in epochs.")
    private @Nullable Integer steps;

    /** Reads the price of MACs, at least 0, and notes what is wrong. */
    double penalty(OptionCheck check) {
        double price = penalty == null ? LearnedTruncation.PENALTY : penalty;
        boolean valid = price >= 0 && !Double.isInfinite(price);
        check.require(valid, "--cutoff-penalty is " + price + ", expected a finite number of at least 0");
        return valid ? price : LearnedTruncation.PENALTY;
    }

    /** Reads how long a limit is learned, and notes what is wrong. */
    TrainingLength length(OptionCheck check) {
        check.require(
                epochs == null || steps == null,
                "--cutoff-epochs and --cutoff-steps are both given, expected one of them");
        TrainingLength usual = CompressionRequest.LEARNING;
        TrainingLength length = length(check, usual);
        boolean learns = length.steps(1) > 0;
        check.require(learns, "--cutoff-epochs or --cutoff-steps is 0, expected at least 1 to learn a limit");
        return learns ? length : usual;
    }

    private TrainingLength length(OptionCheck check, TrainingLength usual) {
        Integer inSteps = steps;
        if (inSteps != null) {
            int count = inSteps;
            return check.accepted("--cutoff-steps", () -> new TrainingLength.Steps(count), usual);
        }
        Integer inEpochs = epochs;
        if (inEpochs == null) {
            return usual;
        }
        int count = inEpochs;
        return check.accepted("--cutoff-epochs", () -> new TrainingLength.Epochs(count), usual);
    }

    /** Notes options that are given without {@code --truncate learned}. */
    void checkUsed(Collection<TruncationTarget> targets, OptionCheck check) {
        check.require(
                targets.stream().anyMatch(TruncationTarget::isLearned)
                        || (penalty == null && epochs == null && steps == null),
                "--cutoff-penalty, --cutoff-epochs or --cutoff-steps is given without --truncate learned");
    }
}
