package dev.coppice.compress.budget;

import dev.coppice.compress.plan.CompressionPlan;
import java.util.OptionalDouble;

/**
 * Outcome of planning to a budget.
 *
 * @param plan plan within the budget; its last decision describes the choice
 * @param frontier points that the choice was made from
 * @param chosen chosen point, widened to spend the budget; the original where nothing is cut
 * @param measured measured price of the chosen network; empty without a meter or where nothing is cut
 */
public record BudgetOutcome(CompressionPlan plan, Frontier frontier, FrontierPoint chosen, OptionalDouble measured) {
    /** The choice and its predicted price and loss, without a full stop. */
    public String sentence() {
        return plan.decisions().get(plan.decisions().size() - 1).reason();
    }
}
