package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
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

/** The options that say how many channels to remove. */
@Grouped(OptionGroup.AMOUNT)
public final class TargetOptions {
    private static final double PERCENT = 100;

    @Option(
            names = "--prune",
            paramLabel = "R",
            description = "Share of channels to remove, in [0, 1), or none. It is a share of all channels that can be"
                    + " cut, whatever --scope is. Default: none.")
    private @Nullable String prune;

    @Option(
            names = "--macs",
            paramLabel = "SHARE",
            description =
                    "Share of the original's MACs to keep, in (0, 1], such as 0.5 or 50%%. It means --budget macs=50%%,"
                            + " unless --scope, a grid to be chosen or learned, or a schedule of several cuts or of a"
                            + " training before them is given: then channels alone are cut to meet it, without the planner. Default: none.")
    private @Nullable String macs;

    @Option(
            names = "--parameters",
            paramLabel = "SHARE",
            description = "Share of the original's parameters to keep, in (0, 1], such as 0.5 or 50%%. It works like"
                    + " --macs. Default: none.")
    private @Nullable String parameters;

    /** Whether any of the options is given. */
    public boolean areGiven() {
        return Stream.of(prune, macs, parameters).anyMatch(option -> option != null);
    }

    /** Whether any of the options is given with a value other than {@code none}. */
    public boolean asksForCut() {
        return areGiven() && !(prune != null && prune.strip().equals(PassOptions.NONE));
    }

    /**
     * Reads the options, and notes what is wrong. Empty if channels stay, or if a planner chooses them.
     *
     * @param dealt whether shares of a cost are met without the planner, see {@link PlannerOptions#isDealt}
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

    /** Whether a share of a cost is given for the planner; the value may be wrong. */
    public boolean isShortForm(boolean dealt) {
        return !dealt && (macs != null || parameters != null);
    }

    /** The budget for the planner. Empty if no share is given, or if shares are met without the planner. */
    public Optional<Budget> budget(boolean dealt, OptionCheck check) {
        return dealt ? Optional.empty() : share(check).map(TargetOptions::budget);
    }

    private Optional<CostShare> share(OptionCheck check) {
        List<CostShare> shares = macs == null
                ? shares(Stream.ofNullable(parameters).toList(), "--parameters", CostKind.PARAMETERS, check)
                : shares(List.of(macs), "--macs", CostKind.MACS, check);
        return shares.stream().findFirst();
    }

    /** Reads shares of a cost, and notes what is wrong. */
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

    /** The budget that a share of a cost stands for. */
    public static Budget budget(CostShare share) {
        BudgetKind kind =
                switch (share.kind()) {
                    case MACS -> BudgetKind.MACS;
                    case PARAMETERS -> BudgetKind.PARAMETERS;
                };
        return new Budget(kind, new Budget.Share(share.kept()));
    }

    /** Reads a number such as {@code 0.5} or {@code 50%}. */
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
