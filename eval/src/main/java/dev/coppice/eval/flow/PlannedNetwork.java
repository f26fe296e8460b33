package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.network.Network;
import java.util.List;

/**
 * A network with the plan that leads to it from the original.
 *
 * @param plan all of it; replays on the original
 * @param network that comes of it, with the weights of any training since
 */
public record PlannedNetwork(CompressionPlan plan, Network network) {
    /** Nothing planned yet. */
    static PlannedNetwork none(Network network) {
        return new PlannedNetwork(CompressionPlan.keepAll(network.graph()), network);
    }

    /** All passes at once. */
    public static PlannedNetwork of(Network network, List<CompressionPass> passes) {
        return none(network).then(passes, Iteration.only(network));
    }

    /** Followed by these passes at an iteration, each on the result of the one before. */
    PlannedNetwork then(List<CompressionPass> passes, Iteration iteration) {
        CompressionPlan whole = plan;
        Network current = network;
        for (CompressionPass pass : passes) {
            CompressionPlan next = pass.plan(current, iteration);
            current = PlanRewriter.rewrite(current, next);
            whole = whole.then(next);
        }
        return new PlannedNetwork(whole, current);
    }
}
