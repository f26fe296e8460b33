package dev.coppice.eval.budget;

import dev.coppice.compress.budget.Budget;
import dev.coppice.compress.budget.BudgetOutcome;
import dev.coppice.compress.budget.BudgetedCut;
import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;

/**
 * A cut to a budget, with the search behind it, so that a report can show predicted beside measured figures.
 *
 * @param cut the cut that plans
 * @param search the search that its frontier comes from
 */
public record PlannedCut(BudgetedCut cut, BudgetSearch search) implements CompressionPass {
    /** The budget to meet. */
    public Budget budget() {
        return cut.budget();
    }

    @Override
    public CompressionPlan plan(Network network) {
        return cut.plan(network);
    }

    @Override
    public CompressionPlan plan(Network network, Iteration iteration) {
        return cut.plan(network, iteration);
    }

    /** The plan and the frontier it was chosen from. Asking again costs no search. */
    public BudgetOutcome outcome(Network network, Iteration iteration) {
        return cut.outcome(network, iteration);
    }

    @Override
    public Fingerprint fingerprint() {
        return cut.fingerprint();
    }
}
