package dev.coppice.eval.flow;

import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;

/**
 * The surroundings of a run, which every stage gets besides the state.
 *
 * @param request the request, with its seed
 * @param progress is told of every step
 * @param cancellation ends the run after the running step
 * @param checkpoints checkpoints of the run's trainings
 */
record RunContext(
        CompressionRequest request, Progress progress, Cancellation cancellation, CheckpointFolder checkpoints) {
    /** The evaluator that measures accuracy. */
    OnnxEvaluator measuring() {
        return new OnnxEvaluator(request.data(), request.split(), progress, cancellation);
    }

    /** The evaluator that weights are chosen by. */
    OnnxEvaluator choosing() {
        return measuring().on(request.pictures().selection());
    }
}
