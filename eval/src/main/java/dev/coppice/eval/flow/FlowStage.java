package dev.coppice.eval.flow;

import java.util.List;
import java.util.Optional;

/**
 * One stage of a run: a function from one state of the run to the next. A stage keeps nothing for itself. {@link
 * PruneTrainLoop} lists the stages of a request.
 */
sealed interface FlowStage
        permits CutNetwork,
                ExportModel,
                CheckLaterCuts,
                LearnCutoffs,
                MeasureAccuracy,
                MeasureLatency,
                MeasureOriginal,
                PlanBudget,
                PrepareCutoffs,
                Recalibrate,
                Requirement,
                RetrainOriginal,
                Train,
                WarnOfRuin,
                WriteReport {
    /**
     * Carries the stage out.
     *
     * @throws dev.coppice.models.InvalidInputException if it cannot be done with this request
     * @throws dev.coppice.models.measure.CancelledException if asked to stop
     */
    CompressionState next(CompressionState state, RunContext context);

    /** The name of the stage for the people who wait for it; empty for what takes no time. */
    default Optional<String> title() {
        return Optional.empty();
    }

    /** The name of the checkpoint that the stage keeps, if it trains. */
    default Optional<String> checkpoint() {
        return Optional.empty();
    }

    /** Carries stages out one after another. */
    static CompressionState fold(List<FlowStage> stages, CompressionState from, RunContext context) {
        CompressionState state = from;
        for (FlowStage stage : stages) {
            state = stage.next(state, context);
        }
        return state;
    }
}
