package dev.coppice.cli.command;

import dev.coppice.cli.option.Basis;
import dev.coppice.cli.option.PassOptions;
import dev.coppice.cli.option.PlannerOptions;
import dev.coppice.cli.terminal.Console;
import dev.coppice.compress.grid.GridTruncation;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.eval.budget.BudgetPlanner;
import dev.coppice.eval.budget.BudgetSearch;
import dev.coppice.eval.budget.PlannedCut;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.PictureRoles;
import dev.coppice.eval.metric.CalibrationSubset;
import dev.coppice.eval.sweep.SweepPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passes of a sweep's budgets: those of one kind, criterion, grid and seed share a search, so that it is done once. */
final class SweepPlans {
    private final PlannerOptions.Choice choice;
    private final PassOptions.Passes kinds;
    private final CompressionRequest base;
    private final Console console;
    private final Map<String, BudgetSearch> searches = new HashMap<>();

    /**
     * Makes ready.
     *
     * @param base everything but passes, seed and folder
     */
    SweepPlans(PlannerOptions.Choice choice, PassOptions.Passes kinds, CompressionRequest base, Console console) {
        this.choice = choice;
        this.kinds = kinds;
        this.base = base;
        this.console = console;
    }

    /**
     * The pass of a point.
     *
     * @param before passes that go first
     */
    PlannedCut cut(SweepPoint point, SweepPoint.Planned planned, List<CompressionPass> before) {
        Optional<GridTruncation> done = PlannerOptions.done(before);
        String key = String.join(
                " ",
                planned.budget().kind().id(),
                point.criterion(),
                String.valueOf(point.seed()),
                String.valueOf(planned.choosesGrid()),
                String.valueOf(done));
        return searches.computeIfAbsent(key, k -> search(point, planned, done)).to(planned.budget());
    }

    private BudgetSearch search(SweepPoint point, SweepPoint.Planned planned, Optional<GridTruncation> done) {
        Basis basis = new Basis(Optional.of(base.data()), point.seed(), console);
        PlannerOptions.Means means = new PlannerOptions.Means(
                choice.onItsMachine(kinds.channels(), console)
                        .withCriterion(point.criterion())
                        .pruning(new PruningRatio(0), basis),
                planned.choosesGrid() ? kinds.truncation().candidates() : List.of(),
                Optional.of(new CalibrationSubset(base.data(), PictureRoles.TRAINING, BudgetPlanner.PICTURES)));
        return choice.planner(planned.budget().kind(), means, console)
                .search(base.network(), done, planned.budget().kind());
    }
}
