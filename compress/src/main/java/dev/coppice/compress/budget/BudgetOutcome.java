package dev.coppice.compress.budget;

import dev.coppice.compress.plan.CompressionPlan;
import java.util.OptionalDouble;

/**
 * What planning to a budget came to.
 *
 * @param plan that is within the budget; its last decision says what was chosen
 * @param frontier it was chosen from
 * @param chosen point, filled up; the original where nothing is to be cut
 * @param measured price of the chosen network by the clock; empty without a clock, and where nothing is to be cut
 */
public record BudgetOutcome(CompressionPlan plan, Frontier frontier, FrontierPoint chosen, OptionalDouble measured) {
    /** What was chosen and what is expected of it, without a full stop. */
    public String sentence() {
        return plan.decisions().get(plan.decisions().size() - 1).reason();
    }
}
