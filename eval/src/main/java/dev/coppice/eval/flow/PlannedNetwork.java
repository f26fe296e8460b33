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
 * @param rewritten the network that comes of it, with the weights of any training since
 */
public record Planning(CompressionPlan plan, Network rewritten) {
    /** Nothing planned yet. */
    static Planning none(Network network) {
        return new Planning(CompressionPlan.keepAll(network.graph()), network);
    }

    /** All passes at once. */
    static Planning of(Network network, List<CompressionPass> passes) {
        return none(network).then(passes, Stage.only(network));
    }

    /** Followed by these passes at a stage. */
    Planning then(List<CompressionPass> passes, Stage stage) {
        CompressionPlan whole = plan;
        Network current = rewritten;
        for (CompressionPass pass : passes) {
            CompressionPlan next = pass.plan(current, stage);
            current = PlanRewriter.rewrite(current, next);
            whole = whole.then(next);
        }
        return new Planning(whole, current);
    }
}
