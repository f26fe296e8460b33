package dev.coppice.cli.option;

import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.plan.CostKind;
import dev.coppice.compress.plan.CostShare;
import dev.coppice.compress.plan.PruningTarget;
import dev.coppice.models.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much channel pruning removes. */
public final class TargetOptions {
    private static final double PERCENT = 100;

    @Option(
            names = "--prune",
            paramLabel = "R",
            description =
                    "Share of channels to remove, in [0, 1), or none. It is a share of all channels that can be"
+ " cut, whatever --scope is. Default: none.")
    private @Nullable String prune;

    @Option(
            names = "--macs",
            paramLabel = "SHARE",
            description =
                    "Share of the original's MACs to keep, such as 0.5 or 50%%. It means --budget macs=50%%,"
+ " unless --scope, --iterations, --before-cut, --truncate auto or --truncate learned is"
+ " given: then channels alone are cut to meet it, without the planner.")
    private @Nullable String macs;

    @Option(names = "--parameters", paramLabel = "SHARE", description = "Share of the original's parameters to keep, such as 0.5 or 50%%. It works like --macs.")
    private @Nullable String parameters;

    /** Whether any of the options is given. */
    public boolean areGiven() {
        return Stream.of(prune, macs, parameters).anyMatch(option -> option != null);
    }

    /** Whether any of the options is given and says more than none. */
    public boolean asksForCut() {
        return areGiven() && !(prune != null && prune.strip().equals(PassOptions.NONE));
    }

    /**
     * Reads the options; what is wrong with them is noted. Empty where channels are to be left alone, or a planner chooses them.
     *
     * @param dealt whether shares of a cost are dealt out by a scope
     */
    public Optional<PruningTarget> target(boolean dealt, OptionCheck check) {
        long given = Stream.of(prune, macs, parameters)
                .filter(option -> option != null)
                .count();
        check.require(given <= 1, "of --prune, --macs and --parameters " + given + " are given, expected one");
        String text = prune == null ? PassOptions.NONE : prune;
        Optional<PruningTarget> ratio =
                check.accepted("--prune", () -> PassOptions.ratio(text).map(r -> r), Optional.empty());
        return dealt ? share(check).<PruningTarget>map(s -> s).or(() -> ratio) : ratio;
    }

    /** Whether a planner is to meet a share of a cost, be it right or wrong. */
    public boolean isShortForm(boolean dealt) {
        return !dealt && (macs != null || parameters != null);
    }

    /** What a planner is to meet; empty where shares of a cost are dealt out by a scope, or none is given. */
    public Optional<Budget> budget(boolean dealt, OptionCheck check) {
        return dealt ? Optional.empty() : share(check).map(TargetOptions::budget);
    }

    private Optional<CostShare> share(OptionCheck check) {
        List<CostShare> shares = macs == null
                ? shares(Stream.ofNullable(parameters).toList(), "--parameters", CostKind.PARAMETERS, check)
                : shares(List.of(macs), "--macs", CostKind.MACS, check);
        return shares.stream().findFirst();
    }

    /** Reads shares of a cost; what is wrong with them is noted. */
    public static List<CostShare> shares(List<String> texts, String option, CostKind kind, OptionCheck check) {
        return texts.stream()
                .flatMap(text -> check
                        .accepted(
                                option,
                                () -> Optional.of(new CostShare(kind, number(option, text))),
                                Optional.<CostShare>empty())
                        .stream())
                .toList();
    }

    /** The budget that a share of a cost is short for. */
    public static Budget budget(CostShare share) {
        BudgetKind kind =
                switch (share.kind()) {
                    case MACS -> BudgetKind.MACS;
                    case PARAMETERS -> BudgetKind.PARAMETERS;
                };
        return new Budget(kind, new Budget.Share(share.kept()));
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
