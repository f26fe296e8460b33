package dev.coppice.eval.budget;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetedCut;
import dev.coppice.compress.budget.FrontierSearch;
import dev.coppice.compress.budget.PriceMeter;
import dev.coppice.eval.latency.profile.LatencyModel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A search whose frontier serves any number of budgets of one kind.
 *
 * @param kind the currency of the budgets
 * @param search the search, which remembers what it finds
 * @param machine machine that is planned for, if the currency is milliseconds
 * @param meter measures what the search only predicts: milliseconds if the machine is this one, and bytes of files
 * @param model model of the machine's times, if the currency is milliseconds
 */
public record BudgetSearch(
        BudgetKind kind,
        FrontierSearch search,
        Optional<LatencySource> machine,
        Optional<PriceMeter> meter,
        Optional<LatencyModel> model) {
    /**
     * The pass that meets a budget.
     *
     * @throws IllegalArgumentException if the budget is of another kind
     */
    public PlannedCut to(Budget budget) {
        if (budget.kind() != kind) {
            throw new IllegalArgumentException("a search in " + kind.id() + " meets no budget such as " + budget);
        }
        Supplier<String> conditions =
                () -> machine.map(LatencySource::conditions).orElse("");
        return new PlannedCut(new BudgetedCut(budget, search, meter, conditions), this);
    }
}
