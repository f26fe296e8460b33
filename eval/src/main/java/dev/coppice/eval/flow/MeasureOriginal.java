package dev.coppice.eval.flow;

import dev.coppice.models.data.DatasetIdentity;
import java.util.Map;

/**
 * Measures the original, and that it computes what its file does.
 *
 * @param known what earlier runs measured, by original and pictures; what is new is put there
 */
record MeasureOriginal(Map<String, OriginalFigures> known) implements FlowStage {
    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        String identity = request.network().graph().hash() + DatasetIdentity.of(request.data(), request.split());
        return state.withOriginal(known.computeIfAbsent(
                identity, key -> OriginalFigures.of(request, request.source(), context.measuring())));
    }
}
