package dev.coppice.cli;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.compress.prune.LayerLimits;
import dev.coppice.models.InvalidInputException;
import java.util.List;
import picocli.CommandLine.Option;

/** What single layers may lose. */
final class LimitOptions {
    @Option(
            names = "--min-ratio",
            defaultValue = "0",
            paramLabel = "R",
            description = "Share of its channels that every layer loses at least; ${DEFAULT-VALUE}.")
    private String floor;

    @Option(
            names = "--max-ratio",
            defaultValue = "0.9",
            paramLabel = "R",
            description = "Share of its channels that a layer loses at most; ${DEFAULT-VALUE}.")
    private String ceiling;

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "PATTERN",
            description = "Layers that lose no channels, such as enc*; * stands for any text, ? for a character.")
    private List<String> ignored = List.of();

    @Option(
            names = "--pin",
            split = ",",
            paramLabel = "PATTERN=R",
            description = "Layers with a ratio of their own, such as enc1=0.25,dec*=0.5.")
    private List<String> pinned = List.of();

    /** Reads the options; what is wrong with them is noted. */
    LayerLimits limits(OptionCheck check) {
        LayerLimits usual = LayerLimits.DEFAULT;
        PruningRatio least = check.accepted("--min-ratio", () -> ratio("--min-ratio", floor), usual.floor());
        PruningRatio most = check.accepted("--max-ratio", () -> ratio("--max-ratio", ceiling), usual.ceiling());
        LayerLimits limits = check.accepted("--min-ratio", () -> usual.withBounds(least, most), usual);
        for (String pattern : ignored) {
            limits = limits.ignoring(pattern.strip());
        }
        for (String pin : pinned) {
            LayerLimits before = limits;
            limits = check.accepted("--pin", () -> pinned(before, pin), before);
        }
        return limits;
    }

    /** A name may hold '=', a ratio does not: the last one counts. */
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
