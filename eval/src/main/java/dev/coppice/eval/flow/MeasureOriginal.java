package dev.coppice.eval.flow;

import java.util.Optional;

/**
 * Measurement of the original, with a check that it computes what its file does.
 *
 * @param originals figures of earlier runs; new ones are added
 */
record MeasureOriginal(Originals originals) implements FlowStage {
    @Override
    public Optional<String> title() {
        return Optional.of("measuring the original");
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        return state.withOriginal(originals.of(context.request(), context.measuring()));
    }
}
