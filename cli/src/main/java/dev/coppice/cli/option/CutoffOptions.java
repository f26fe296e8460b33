package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.eval.cutoff.CutoffSettings;
import dev.coppice.eval.cutoff.CutoffTolerance;
import dev.coppice.models.resample.Resampling;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for measuring the cut-offs of tensors. */
@Grouped(OptionGroup.MEASURING)
public final class CutoffOptions {
    @Option(
            names = "--no-cutoffs",
            description = "Do not measure the cut-off frequency of each tensor and of the output. Measuring takes"
                    + " several forward passes over --predict-images for each.")
    private boolean skipped;

    @Option(
            names = "--resampling",
            defaultValue = "area",
            paramLabel = "KIND",
            description = "How the low-pass of a cut-off resamples a feature map down and up: area, dct, dft, bilinear"
                    + " or bilinear-align-corners. Default: ${DEFAULT-VALUE}.")
    private String resampling;

    @Mixin
    private DropOptions drop;

    @Option(
            names = "--max-loss-increase",
            paramLabel = "L",
            description =
                    "The most that a low-pass may add to the mean cross-entropy, in nats, at least 0; --truncate-drop holds"
                            + " as well. Default: no limit.")
    private @Nullable String maxLossIncrease;

    /** Reads the options, and notes what is wrong. Empty with {@code --no-cutoffs}. */
    public Optional<CutoffSettings> choice(OptionCheck check) {
        Resampling kind = check.accepted("--resampling", () -> Resampling.parse(resampling), Resampling.AREA);
        CutoffSettings settings = new CutoffSettings(kind, tolerance(check), drop.images(check));
        return skipped ? Optional.empty() : Optional.of(settings);
    }

    private CutoffTolerance tolerance(OptionCheck check) {
        CutoffTolerance points = CutoffTolerance.ofPoints(drop.allowed(check).points());
        String text = maxLossIncrease;
        return text == null
                ? points
                : check.accepted(
                        "--max-loss-increase",
                        () -> points.withLossIncrease(TargetOptions.number("--max-loss-increase", text)),
                        points);
    }
}
