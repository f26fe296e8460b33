package dev.coppice.cli;

import dev.coppice.compress.budget.Budget;
import dev.coppice.models.InvalidInputException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The most that the network may take; {@code --macs} and {@code --parameters} of {@link TargetOptions} are short for two of these. */
final class BudgetOptions {
    @Option(
            names = "--budget",
            paramLabel = "KIND=AMOUNT",
            description = "The most that the network may take: latency, macs, parameters or bytes, as an amount or as a"
                    + " share of the original's, such as latency=12ms, latency=25%%, macs=3.4G, parameters=250k or"
                    + " bytes=1.5MB.")
    private @Nullable String budget;

    /** Whether the option is given. */
    boolean isGiven() {
        return budget != null;
    }

    /** Reads the option; what is wrong with it is noted. Empty where nothing is given. */
    Optional<Budget> budget(OptionCheck check) {
        String text = budget;
        return text == null
                ? Optional.empty()
                : check.accepted("--budget", () -> Optional.of(parsed(text)), Optional.<Budget>empty());
    }

    /** The library's complaint with the option in front. */
    private static Budget parsed(String text) {
        try {
            return Budget.parse(text);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()).replaceFirst("^The budget", "--budget"), e);
        }
    }
}
