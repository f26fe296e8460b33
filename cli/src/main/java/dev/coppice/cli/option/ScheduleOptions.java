package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.eval.flow.CutSchedule;
import dev.coppice.samediff.train.TrainingLength;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When channels are cut, and what training comes before. */
public final class ScheduleOptions {
    @Option(
            names = "--iterations",
            defaultValue = "1",
            paramLabel = "K",
            description =
                    "Steps in which channels are cut, with a part of the retraining after each; ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--before-cut",
            defaultValue = "none",
            paramLabel = "KIND",
            description =
                    "Training of the uncut network: none (default); soft, channels to be cut are zeroed after each"
                            + " epoch; slimming, scales of batch normalisations shrink; group-lasso, filters shrink.")
    private String before;

    @Option(names = "--before-epochs", paramLabel = "N", description = "How long that goes on; 10 unless given.")
    private @Nullable Integer epochs;

    @Option(
            names = "--strength",
            paramLabel = "L",
            description =
                    "Of slimming and group-lasso; each step shrinks by it times the learning rate; 0.1 unless given.")
    private @Nullable Double strength;

    /** Reads the options; what is wrong with them is noted. */
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
