package dev.coppice.eval.flow;

/** Warning, before anything is trained, of a cut that will probably ruin accuracy. */
record WarnOfRuin() implements FlowStage {
    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        RuinousCut.sentence(context.request().network(), state.planned().network())
                .ifPresent(context.progress()::message);
        return state;
    }
}
