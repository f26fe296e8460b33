package dev.coppice.eval.flow;

import dev.coppice.eval.latency.Latency;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.network.Network;
import java.util.List;
import java.util.Optional;

/** Timing of the original, the rewritten network and the written file in turns. */
record MeasureLatency() implements FlowStage {
    @Override
    public Optional<String> title() {
        return Optional.of("timing");
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        Network rewritten = state.recalibrated().orElseThrow().network();
        OnnxSource file = state.export().orElseThrow().runnable();
        List<Latency.Subject> subjects = List.of(
                new Latency.Subject(
                        RunFigures.ORIGINAL,
                        state.original().orElseThrow().model(),
                        context.request().network()),
                new Latency.Subject(RunFigures.REWRITTEN, OnnxSource.of(rewritten), rewritten),
                new Latency.Subject(RunFigures.RETRAINED, file, rewritten));
        return state.withFigures(state.figures().orElseThrow().with(Latency.measure(subjects, context.cancellation())));
    }
}
