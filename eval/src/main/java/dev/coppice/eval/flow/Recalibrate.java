package dev.coppice.eval.flow;

import dev.coppice.models.network.Network;

/** New measurement of the rewritten network's batch statistics, if anything was cut. */
record Recalibrate() implements FlowStage {
    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        Network rewritten = state.rewritten();
        return state.withRecalibrated(
                state.planned().plan().steps().isEmpty()
                        ? BatchNormRecalibration.none(rewritten)
                        : BatchNormRecalibration.of(
                                rewritten, request.retraining(), request.data(), context.progress()));
    }
}
