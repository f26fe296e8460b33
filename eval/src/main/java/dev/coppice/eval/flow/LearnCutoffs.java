package dev.coppice.eval.flow;

import dev.coppice.compress.cutoff.CutoffLearning;
import dev.coppice.compress.plan.CompressionPlan;
import java.util.Optional;

/**
 * Learning of the prepared cut-offs, which are then frozen to a truncation.
 *
 * @param training the training that learns
 */
record LearnCutoffs(TrainingTask training) implements FlowStage {
    @Override
    public Optional<String> checkpoint() {
        return Optional.of(training.checkpoint());
    }

    @Override
    public Optional<String> title() {
        return Optional.of("learning cut-offs");
    }

    @Override
    public CompressionState next(CompressionState state, RunContext context) {
        CutoffLearning learning = state.learning()
                .orElseThrow(() -> new IllegalStateException("cut-offs are prepared before they are learned"));
        CompressionPlan before = state.planned().plan();
        TrainingTask.Subject subject = new TrainingTask.Subject(
                learning.softened(),
                learning.frozen(context.choosing()),
                learning.penalty(),
                soft -> new PlannedNetwork(before.then(learning.plan(soft)), learning.frozen(soft)));
        CompressionState learned = training.carriedOut(subject, state, context);
        context.progress()
                .course("Frozen: " + learned.planned().plan().decisions().get(0).reason());
        return learned;
    }
}
