package dev.coppice.eval.flow;

import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;

/**
 * What every stage of a run is given besides the state.
 *
 * @param request what is asked for, its seed among it
 * @param progress is told of every step
 * @param cancellation ends the run after the running step
 * @param checkpoints of the run's trainings
 */
record RunContext(
        CompressionRequest request, Progress progress, Cancellation cancellation, CheckpointFolder checkpoints) {
    /** What accuracy is measured with. */
    OnnxEvaluator measuring() {
        return new OnnxEvaluator(request.data(), request.split(), progress, cancellation);
    }

    /** What weights are chosen by. */
    OnnxEvaluator choosing() {
        return measuring().on(request.pictures().selection());
    }
}
