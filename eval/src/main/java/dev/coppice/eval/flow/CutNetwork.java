package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.Iteration;
import java.util.List;

/**
 * Cut of the current network.
 *
 * @param passes passes, each of which plans on the result of the one before
 * @param remaining number of cuts still to come, this one included
 * @param message progress message before the cut; empty for none
 */
record CutNetwork(List<CompressionPass> passes, int remaining, String message) implements FlowStage {
    CutNetwork {
        passes = List.copyOf(passes);
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        if (!message.isEmpty()) {
            context.progress().message(message);
        }
        Iteration iteration = new Iteration(context.request().network(), remaining);
        return state.withCut(state.planned().then(passes, iteration));
    }
}
