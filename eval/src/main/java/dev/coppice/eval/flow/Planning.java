package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.plan.Stage;
import dev.coppice.compress.rewrite.PlanRewriter;
import dev.coppice.models.network.Network;
import java.util.List;

/**
 * Passes carried out on paper and on the graph, each on the result of the one before.
 *
 * @param plan all of it
 * @param rewritten the network that comes of it
 */
record Planning(CompressionPlan plan, Network rewritten) {
    static Planning of(Network network, List<CompressionPass> passes) {
        CompressionPlan whole = CompressionPlan.keepAll(network.graph());
        Network current = network;
        for (CompressionPass pass : passes) {
            CompressionPlan plan = pass.plan(current, Stage.only(network));
            current = PlanRewriter.rewrite(current, plan);
            whole = whole.then(plan);
        }
        return new Planning(whole, current);
    }
}
