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
 * @param plan the whole plan, which replays on the original
 * @param network the planned network, with the weights of any training since
 */
public record PlannedNetwork(CompressionPlan plan, Network network) {
    /** The original, with nothing planned. */
    static PlannedNetwork none(Network network) {
        return new PlannedNetwork(CompressionPlan.keepAll(network.graph()), network);
    }

    /** The network after these passes, planned in one step. */
    public static PlannedNetwork of(Network network, List<CompressionPass> passes) {
        return none(network).then(passes, Iteration.only(network));
    }

    /** The network after these further passes at an iteration. Each pass plans on the result of the one before. */
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
