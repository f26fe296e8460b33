package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that limit what single layers may lose. */
@Grouped(OptionGroup.CHANNELS)
final class LimitOptions {
    @Option(
            names = "--min-ratio",
            paramLabel = "R",
            description = "Smallest share of its channels that every layer loses, in [0, 1). Default: 0.")
    private @Nullable String floor;

    @Option(
            names = "--max-ratio",
            paramLabel = "R",
            description = "Largest share of its channels that a layer may lose, in [0, 1). Default: 0.9.")
    private @Nullable String ceiling;

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "PATTERN",
            description = "Layers that lose no channels, such as enc*. A * stands for any text, a ? for one character."
                    + " Default: none.")
    private List<String> ignored = List.of();

    @Option(
            names = "--pin",
            split = ",",
            paramLabel = "PATTERN=R",
            description =
                    "Layers that lose a share of their own, in [0, 1), such as enc1=0.25,dec*=0.5. Default: none.")
    private List<String> pinned = List.of();

    /** Reads the options, and notes what is wrong. */
    LayerLimits limits(OptionCheck check) {
        LayerLimits usual = LayerLimits.DEFAULT;
        PruningRatio least = bound("--min-ratio", floor, usual.floor(), check);
        PruningRatio most = bound("--max-ratio", ceiling, usual.ceiling(), check);
        LayerLimits limits = ignoring(check.accepted("--min-ratio", () -> usual.withBounds(least, most), usual));
        for (String pin : pinned) {
            LayerLimits before = limits;
            limits = check.accepted("--pin", () -> pinned(before, pin), before);
        }
        return limits;
    }

    /** Reads the ignored layers of a command that cuts at given ratios; it notes options that would change the ratios. */
    List<String> ignored(OptionCheck check) {
        List<String> given = new ArrayList<>();
        if (floor != null) {
            given.add("--min-ratio");
        }
        if (ceiling != null) {
            given.add("--max-ratio");
        }
        if (!pinned.isEmpty()) {
            given.add("--pin");
        }
        check.require(
                given.isEmpty(),
                String.join(" and ", given)
                        + " would cut layers at other ratios than those asked for, expected none here");
        return ignored.stream().map(String::strip).toList();
    }

    private LayerLimits ignoring(LayerLimits limits) {
        LayerLimits more = limits;
        for (String pattern : ignored) {
            more = more.ignoring(pattern.strip());
        }
        return more;
    }

    private static PruningRatio bound(String option, @Nullable String text, PruningRatio usual, OptionCheck check) {
        return text == null ? usual : check.accepted(option, () -> ratio(option, text), usual);
    }

    /** Adds a pin. A name may contain '=' and a ratio cannot, so the last one separates them. */
    private static LayerLimits pinned(LayerLimits limits, String pin) {
        int at = pin.lastIndexOf('=');
        if (at < 1) {
            throw new InvalidInputException("--pin is '" + pin + "', expected PATTERN=R such as enc1=0.25.");
        }
        return limits.pinning(pin.substring(0, at).strip(), ratio("--pin", pin.substring(at + 1)));
    }

    private static PruningRatio ratio(String option, String text) {
        return new PruningRatio(TargetOptions.number(option, text));
    }
}
