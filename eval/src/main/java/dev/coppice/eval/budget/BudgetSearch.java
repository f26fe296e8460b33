package dev.coppice.eval.budget;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.BudgetedCut;
import dev.coppice.compress.budget.FrontierSearch;
import dev.coppice.eval.latency.profile.LatencyModel;
import java.util.Optional;

/**
 * A search whose frontier serves any number of budgets of one kind.
 *
 * @param kind its currency
 * @param search remembers what it finds
 * @param machine that is planned for, where the currency is milliseconds
 * @param model of the machine's times, where the currency is milliseconds
 * @param settings everything that decides what is found, as components of a record's text
 */
public record BudgetSearch(
        BudgetKind kind,
        FrontierSearch search,
        Optional<LatencySource> machine,
        Optional<LatencyModel> model,
        String settings) {
    /**
     * The pass that meets a budget.
     *
     * @throws IllegalArgumentException if the budget is of another kind
     */
    public PlannedCut to(Budget budget) {
        if (budget.kind() != kind) {
            throw new IllegalArgumentException("a search in " + kind.id() + " meets no budget such as " + budget);
        }
        return new PlannedCut(
                new BudgetedCut(budget, search, machine.flatMap(LatencySource::clock), () -> machine.map(
                                LatencySource::conditions)
                        .orElse("")),
                this);
    }
}
