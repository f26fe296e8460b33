package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.budget.Budget;
import dev.coppice.models.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The option {@code --budget}: the most that the network may take. {@code --macs} and {@code --parameters} of {@link
 * TargetOptions} are short forms of it.
 */
@Grouped(OptionGroup.AMOUNT)
final class BudgetOptions {
    @Option(
            names = "--budget",
            split = ",",
            paramLabel = "KIND=AMOUNT",
            description =
                    "The most that the network may take: latency, macs, parameters or bytes. The amount is"
                            + " absolute or a share of the original's, such as latency=12ms, latency=25%%, macs=3.4G,"
                            + " parameters=250k or bytes=1.5MB. A sweep takes several, such as latency=50%%,35%%,25%%. Default: none.")
    private List<String> budgets = List.of();

    /** Whether the option is given. */
    boolean isGiven() {
        return !budgets.isEmpty();
    }

    /** Reads the option as one budget, and notes what is wrong. Empty if the option is not given. */
    Optional<Budget> budget(OptionCheck check) {
        check.require(budgets.size() <= 1, "--budget is " + String.join(",", budgets) + ", expected one");
        return budgets(check).stream().findFirst();
    }

    /** Reads the option as any number of budgets, and notes what is wrong. */
    List<Budget> budgets(OptionCheck check) {
        return withKinds().stream()
                .flatMap(text ->
                        check.accepted("--budget", () -> Optional.of(parsed(text)), Optional.<Budget>empty()).stream())
                .distinct()
                .toList();
    }

    /** The budgets as given; an amount without a kind is of the kind before it. */
    private List<String> withKinds() {
        List<String> whole = new ArrayList<>();
        String kind = "";
        for (String text : budgets) {
            int end = text.indexOf('=') + 1;
            kind = end > 0 ? text.substring(0, end) : kind;
            whole.add(kind + text.substring(end));
        }
        return whole;
    }

    /** Reads one budget; a complaint of the library then begins with the option's name. */
    private static Budget parsed(String text) {
        try {
            return Budget.parse(text);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()).replaceFirst("^The budget", "--budget"), e);
        }
    }
}
