package dev.coppice.cli.option;

import dev.coppice.cli.help.Grouped;
import dev.coppice.cli.help.OptionGroup;
import dev.coppice.cli.recipe.OptionCheck;
import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.plan.TruncationTarget;
import dev.coppice.eval.compression.ChannelChoice;
import dev.coppice.eval.compression.PlannedMachine;
import dev.coppice.eval.flow.CutSchedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the planner: the budget to meet, and the machine to plan for. */
@Grouped(OptionGroup.PLANNING)
public final class PlannerOptions {
    @Mixin
    private BudgetOptions budget;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--profile",
            paramLabel = "FILE|DIR",
            description = "Plan for the machine that this profile or filled kit comes from (see the command profile)."
                    + " Default: this machine.")
    private @Nullable Path profile;

    /**
     * The options as read.
     *
     * @param budgets the budgets to meet: at most one, except in a sweep
     * @param machine the machine to plan for
     */
    public record Choice(List<Budget> budgets, PlannedMachine machine) {
        public Choice {
            budgets = List.copyOf(budgets);
        }

        /** The budget of a command that takes at most one. */
        public Optional<Budget> budget() {
            return budgets.stream().findFirst();
        }
    }

    public boolean isGiven() {
        return budget.isGiven();
    }

    /** Notes options beside a budget that also say how much to cut. */
    public void checkAlone(TargetOptions target, Optional<TruncationTarget> limit, OptionCheck check) {
        check.require(
                !isGiven() || !target.areGiven(),
                "--budget is given with --prune, --macs or --parameters, expected one of them");
        checkGrid(limit, check);
    }

    /** Notes a grid beside a budget that something else would choose. */
    public void checkGrid(Optional<TruncationTarget> limit, OptionCheck check) {
        check.require(
                !isGiven() || limit.isEmpty() || limit.get().isGiven(),
                "--budget chooses a grid itself: expected no --truncate auto or learned, but a grid such as 1/2, or none");
    }

    /** Notes a schedule beside a budget that cuts in several steps, or after training. */
    public void checkOnce(CutSchedule cuts, OptionCheck check) {
        check.require(
                !isGiven() || cuts.isOnce(),
                "--budget plans once, before training: expected no --iterations and no --before-cut");
    }

    /**
     * Whether a share of a cost is met by cutting channels alone, without the planner. This holds with a scope, with
     * several steps, or with a grid that is measured or learned.
     *
     * @param once whether everything is cut in one step, before any training
     */
    public static boolean isDealt(ChannelChoice channels, boolean once, Stream<TruncationTarget> limits) {
        return channels.scope().isPresent() || !once || limits.anyMatch(limit -> !limit.isGiven());
    }

    /**
     * Reads the options of a command that meets one budget, or plans for a promised drop, and notes what is wrong.
     *
     * @param shortForm the budget of a short form, such as {@code --macs}
     * @param promised whether a largest drop is promised
     */
    public Choice choice(Optional<Budget> shortForm, boolean promised, OptionCheck check) {
        Optional<Budget> asked = budget.budget(check);
        return choice(asked.or(() -> shortForm).stream().toList(), promised, check);
    }

    /**
     * Reads the options of a sweep, and notes what is wrong.
     *
     * @param shortForms the budgets of short forms, such as {@code --macs}
     */
    public Choice several(List<Budget> shortForms, OptionCheck check) {
        List<Budget> all = new ArrayList<>(budget.budgets(check));
        all.addAll(shortForms);
        return choice(all, false, check);
    }

    private Choice choice(List<Budget> asked, boolean promised, OptionCheck check) {
        boolean latency = promised || asked.stream().anyMatch(b -> b.kind() == BudgetKind.LATENCY);
        check.require(
                profile == null || latency,
                "--profile is given, but no plan counts milliseconds; --budget latency=AMOUNT does");
        check.require(
                !threads.isGiven() || latency,
                "--threads is given, but no plan counts milliseconds; --budget latency=AMOUNT does");
        check.require(
                profile == null || !threads.isGiven(),
                "--profile and --threads are both given, but a profile has its own threads");
        return new Choice(asked, new PlannedMachine(threads.count(check), Optional.ofNullable(profile)));
    }
}
