package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPass;
import dev.coppice.compress.plan.Iteration;
import java.util.List;
import java.util.Optional;

/**
 * Cut of the current network.
 *
 * @param passes passes, each of which plans on the result of the one before
 * @param remaining number of cuts still to come, this one included
 * @param name the title of the stage
 */
record CutNetwork(List<CompressionPass> passes, int remaining, String name) implements FlowStage {
    /** The title of cuts before any training. */
    static final String PLANNING = "planning";

    CutNetwork {
        passes = List.copyOf(passes);
    }

    @Override
    public Optional<String> title() {
        return Optional.of(name);
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        Iteration iteration = new Iteration(context.request().network(), remaining);
        return state.withCut(state.planned().then(passes, iteration));
    }
}
