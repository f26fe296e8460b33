package dev.coppice.eval.flow;

import java.util.List;

/** Warning, before anything is trained, of a cut that will probably ruin accuracy. */
record WarnOfRuin() implements FlowStage {
    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        List<String> warnings = warnings(context.request(), state);
        warnings.forEach(context.progress()::message);
        return state.withWarnings(warnings);
    }

    /** The warnings of the cuts so far. */
    static List<String> warnings(CompressionRequest request, CompressionState state) {
        return RuinousCut.sentence(request.network(), state.planned().network()).stream()
                .toList();
    }
}
