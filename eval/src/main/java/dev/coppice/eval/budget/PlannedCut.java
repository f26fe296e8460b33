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
 * A cut to a budget that knows what its search goes by, so that a report can show predicted beside measured.
 *
 * @param cut that plans
 * @param search that its frontier comes from
 */
public record PlannedCut(BudgetedCut cut, BudgetSearch search) implements CompressionPass {
    /** What is to be met. */
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

    /** The plan and what it was chosen from. To ask again costs no search. */
    public BudgetOutcome outcome(Network network, Iteration iteration) {
        return cut.outcome(network, iteration);
    }

    @Override
    public Fingerprint fingerprint() {
        return cut.fingerprint();
    }
}
