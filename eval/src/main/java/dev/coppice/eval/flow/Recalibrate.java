package dev.coppice.eval.flow;

import dev.coppice.models.network.Network;
import java.util.Optional;

/**
 * New measurement of the rewritten network's batch statistics, if anything was cut.
 *
 * @param measures whether the network has statistics to measure
 */
record Recalibrate(boolean measures) implements FlowStage {
    @Override
    public Optional<String> title() {
        return measures ? Optional.of("measuring batch statistics") : Optional.empty();
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        Network rewritten = state.rewritten();
        if (state.planned().plan().steps().isEmpty()) {
            return state.withRecalibrated(BatchNormRecalibration.none(rewritten));
        }
        RestoredStatistics restored = RestoredStatistics.of(state, context);
        BatchNormRecalibration recalibrated =
                BatchNormRecalibration.of(restored.network(), request.retraining(), request.data(), context.progress());
        return state.withRecalibrated(
                restored.isNone() ? recalibrated : recalibrated.restored(restored.folded(recalibrated.network())));
    }
}
