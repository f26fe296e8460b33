package dev.coppice.eval.flow;

import dev.coppice.models.data.DatasetIdentity;
import java.util.Map;
import java.util.Optional;

/**
 * Measurement of the original, with a check that it computes what its file does.
 *
 * @param known figures of earlier runs, by original and pictures; new ones are added
 */
record MeasureOriginal(Map<String, OriginalFigures> known) implements FlowStage {
    @Override
    public Optional<String> title() {
        return Optional.of("measuring the original");
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        String identity = request.network().graph().hash() + DatasetIdentity.of(request.data(), request.split());
        return state.withOriginal(known.computeIfAbsent(
                identity, key -> OriginalFigures.of(request, request.source(), context.measuring())));
    }
}
