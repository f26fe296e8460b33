package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.cutoff.LearnedTruncation;

/**
 * Preparation of the original for the training that learns its cut-offs.
 *
 * @param truncation the truncation whose limit is learned
 */
record PrepareCutoffs(LearnedTruncation truncation) implements FlowStage {
    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        return state.withLearning(CutoffLearning.of(context.request().network(), truncation));
    }
}
