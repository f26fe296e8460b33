package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.samediff.train.TrainingLength;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for when channels are cut, and for training before the cut. */
@Grouped(OptionGroup.CHANNELS)
public final class ScheduleOptions {
    @Option(
            names = "--iterations",
            defaultValue = "1",
            paramLabel = "K",
            description = "Steps in which channels are cut, at least 1. Each is followed by its part of the"
                    + " retraining. Default: ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--before-cut",
            defaultValue = "none",
            paramLabel = "KIND",
            description = "Sparse training of the network before channels are cut: soft zeroes the channels to be cut"
                    + " after each epoch, slimming shrinks scales of batch normalisations, group-lasso shrinks"
                    + " filters, none skips it. Default: none.")
    private String before;

    @Option(
            names = "--before-epochs",
            paramLabel = "N",
            description = "Epochs of the training that --before-cut asks for, at least 1. Default: 10.")
    private @Nullable Integer epochs;

    @Option(
            names = "--strength",
            paramLabel = "L",
            description = "Strength of --before-cut slimming or group-lasso, above 0: each step shrinks by this number"
                    + " times the learning rate. Default: 0.1.")
    private @Nullable Double strength;

    /** Reads the options, and notes what is wrong. */
    public CutSchedule schedule(OptionCheck check) {
        double given = strength == null ? Sparsity.STRENGTH : strength;
        Sparsity none = new Sparsity.None();
        Sparsity kind = check.accepted("--before-cut", () -> Sparsity.named(before, given), none);
        boolean idle = kind instanceof Sparsity.None;
        check.require(
                !idle || (epochs == null && strength == null),
                "--before-epochs or --strength is given without --before-cut, expected soft, slimming or group-lasso");
        check.require(
                strength == null || !(kind instanceof Sparsity.Soft), "--strength is given, but soft pruning has none");
        int usual = idle ? 0 : 10;
        TrainingLength length = check.accepted(
                "--before-epochs",
                () -> new TrainingLength.Epochs(epochs == null ? usual : epochs),
                new TrainingLength.Epochs(usual));
        CutSchedule once = CutSchedule.ONE_SHOT;
        CutSchedule steps = check.accepted("--iterations", () -> once.withIterations(iterations), once);
        return idle ? steps : check.accepted("--before-cut", () -> steps.withBefore(kind, length), steps);
    }
}
