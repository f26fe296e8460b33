package dev.coppice.compress.budget;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.models.network.Network;

/** Meter of prices that a search only predicts: the time of a run, the size of a file. */
@FunctionalInterface
public interface PriceMeter {
    /**
     * The price, in the currency of the budget.
     *
     * @param plan the plan that made the network; for the original a plan that keeps everything
     */
    double measured(Network network, CompressionPlan plan);
}
