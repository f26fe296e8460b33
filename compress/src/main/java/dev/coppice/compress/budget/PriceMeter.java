package dev.coppice.compress.budget;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.models.network.Network;

/** Measures what a search only predicts: the time of a run, the size of a file. */
@FunctionalInterface
public interface PriceMeter {
    /**
     * The price, in the currency of the budget.
     *
     * @param plan that the network comes from; one that keeps everything for the original
     */
    double measured(Network network, CompressionPlan plan);
}
