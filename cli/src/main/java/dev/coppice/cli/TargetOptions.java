package dev.coppice.cli;

import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.models.InvalidInputException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much channel pruning removes. */
final class TargetOptions {
    private static final double PERCENT = 100;

    @Option(
            names = "--prune",
            paramLabel = "R",
            description =
                    "Share of the channels of all layers that can be cut to remove, in [0, 1), or none (default); the same"
                            + " in every --scope.")
    private @Nullable String prune;

    @Option(
            names = "--macs",
            paramLabel = "SHARE",
            description = "Instead of --prune: the share of the original's MACs to keep, such as 0.5 or 50%%.")
    private @Nullable String macs;

    @Option(
            names = "--parameters",
            paramLabel = "SHARE",
            description = "Instead of --prune: the share of the original's parameters to keep.")
    private @Nullable String parameters;

    /** Whether any of the options is given. */
    boolean areGiven() {
        return Stream.of(prune, macs, parameters).anyMatch(option -> option != null);
    }

    /** Whether any of the options is given and says more than none. */
    boolean asksForCut() {
        return areGiven() && !(prune != null && prune.strip().equals(PassOptions.NONE));
    }

    /** Reads the options; what is wrong with them is noted. Empty where channels are to be left alone. */
    Optional<PruningTarget> target(OptionCheck check) {
        long given = Stream.of(prune, macs, parameters)
                .filter(option -> option != null)
                .count();
        check.require(given <= 1, "of --prune, --macs and --parameters " + given + " are given, expected one");
        Optional<PruningTarget> none = Optional.empty();
        if (macs != null) {
            String text = macs;
            return check.accepted("--macs", () -> Optional.of(share("--macs", CostKind.MACS, text)), none);
        }
        if (parameters != null) {
            String text = parameters;
            return check.accepted(
                    "--parameters", () -> Optional.of(share("--parameters", CostKind.PARAMETERS, text)), none);
        }
        String text = prune == null ? PassOptions.NONE : prune;
        return check.accepted("--prune", () -> PassOptions.ratio(text).map(ratio -> ratio), none);
    }

    /** Reads the share of a cost. */
    static PruningTarget share(String option, CostKind kind, String text) {
        return new CostShare(kind, number(option, text));
    }

    /** Reads {@code 0.5} or {@code 50%}. */
    static double number(String option, String text) {
        String plain = text.strip();
        boolean percent = plain.endsWith("%");
        try {
            double value = Double.parseDouble(percent ? plain.substring(0, plain.length() - 1) : plain);
            return percent ? value / PERCENT : value;
        } catch (NumberFormatException e) {
            throw new InvalidInputException(option + " is '" + text + "', expected a number such as 0.5 or 50%.", e);
        }
    }
}
