package dev.coppice.cli.option;

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

/** A budget, and what the planner that meets it goes by. */
public final class PlannerOptions {
    @Mixin
    private BudgetOptions budget;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--profile",
            paramLabel = "FILE|DIR",
            description =
                    "Plan for the machine that this profile or filled kit comes from (see the command profile)."
+ " Default: this machine.")
    private @Nullable Path profile;

    /**
     * Options that were looked at.
     *
     * @param budgets to meet, one but in a sweep; empty where none is given
     * @param machine that is planned for
     */
    public record Choice(List<Budget> budgets, PlannedMachine machine) {
        public Choice {
            budgets = List.copyOf(budgets);
        }

        /** The budget of a command that takes one. */
        public Optional<Budget> budget() {
            return budgets.stream().findFirst();
        }
    }

    public boolean isGiven() {
        return budget.isGiven();
    }

    /** Notes what says otherwise how much is cut. */
    public void checkAlone(TargetOptions target, Optional<TruncationTarget> limit, OptionCheck check) {
        check.require(
                !isGiven() || !target.areGiven(),
                "--budget is given with --prune, --macs or --parameters, expected one of them");
        checkGrid(limit, check);
    }

    /** Notes a grid that is chosen by something else. */
    public void checkGrid(Optional<TruncationTarget> limit, OptionCheck check) {
        check.require(
                !isGiven() || limit.isEmpty() || limit.get().isGiven(),
                "--budget chooses a grid itself: expected no --truncate auto or learned, but a grid such as 1/2, or none");
    }

    /** Notes a schedule that cuts in several steps, or after training. */
    public void checkOnce(CutSchedule cuts, OptionCheck check) {
        check.require(
                !isGiven() || cuts.isOnce(),
                "--budget plans once, before training: expected no --iterations, --before-cut and what belongs to them");
    }

    /**
     * Whether shares of a cost are dealt out: by a scope that is asked for, in several steps, or beside a grid that others choose.
     *
     * @param once whether everything is cut in one step, before training
     */
    public static boolean isDealt(ChannelChoice channels, boolean once, Stream<TruncationTarget> limits) {
        return channels.scope().isPresent() || !once || limits.anyMatch(limit -> !limit.isGiven());
    }

    /**
     * Reads the options of a command that meets one budget, or plans for a promised drop; what is wrong with them is noted.
     *
     * @param shortForm a budget that other options are short for
     * @param promised whether a drop is promised
     */
    public Choice choice(Optional<Budget> shortForm, boolean promised, OptionCheck check) {
        Optional<Budget> asked = budget.budget(check);
        return choice(asked.or(() -> shortForm).stream().toList(), promised, check);
    }

    /**
     * Reads the options of a sweep; what is wrong with them is noted.
     *
     * @param shortForms budgets that other options are short for
     */
    public Choice several(List<Budget> shortForms, OptionCheck check) {
        List<Budget> all = new ArrayList<>(budget.budgets(check));
        all.addAll(shortForms);
        return choice(all, false, check);
    }

    private Choice choice(List<Budget> asked, boolean promised, OptionCheck check) {
        boolean latency = promised || asked.stream().anyMatch(b -> b.kind() == BudgetKind.LATENCY);
        check.require(profile == null || latency, "--profile is given without --budget latency=AMOUNT");
        check.require(!threads.isGiven() || latency, "--threads is given without --budget latency=AMOUNT");
        check.require(
                profile == null || !threads.isGiven(), "--profile and --threads are both given: a profile has its own");
        return new Choice(asked, new PlannedMachine(threads.count(check), Optional.ofNullable(profile)));
    }
}
