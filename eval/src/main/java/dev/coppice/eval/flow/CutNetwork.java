package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.Iteration;
import java.util.List;

/**
 * Cuts the network as it is now.
 *
 * @param passes each plans on the result of the one before
 * @param remaining how many cuts are still to come, this one included
 * @param message that is told first; empty for none
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
