package dev.coppice.eval.compression;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.SearchWatch;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.promise.PromiseFlow;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.nio.file.Path;

/**
 * Compression of a network as a user asks for it: a choice of cuts becomes passes, which the whole flow carries out.
 *
 * @param progress is told how far the compression is
 * @param cancellation asks to stop
 * @param checkpointing checkpoints of all trainings
 */
public record Compression(Progress progress, Cancellation cancellation, Checkpointing checkpointing) {
    /**
     * Carries out a request.
     *
     * @param uncut request without passes
     * @param cut choice of cuts
     * @return the result, with the promise in its report if there is one
     * @throws dev.coppice.models.InvalidInputException as {@link CompressionFlow#run} and {@link PromiseFlow#run}
     */
    public CompressionResult run(CompressionRequest uncut, CutChoice cut) {
        if (cut.promise().isPresent()) {
            uncut.pictures().readAll(uncut.trains());
            return new PromiseFlow(progress, cancellation, checkpointing)
                    .run(uncut, cut.promise().get(), cut.planner(BudgetKind.LATENCY, inputs(uncut, cut)));
        }
        CompressionRequest request = uncut.withPasses(cut.passes(uncut.network(), inputs(uncut, cut)));
        request.pictures().readAll(request.trains());
        return new CompressionFlow(progress, cancellation, checkpointing).run(request);
    }

    private PassInputs inputs(CompressionRequest uncut, CutChoice cut) {
        return PassInputs.of(
                uncut, cut.how().grids().images(), new SearchWatch(progress, cancellation), KeptFigures.NONE);
    }

    /** The checkpoint file of the first training, which marks an interrupted run. */
    public static Path firstCheckpoint(Path out, CutChoice cut) {
        return cut.promise().isPresent() ? PromiseFlow.firstCheckpoint(out) : CompressionFlow.firstCheckpoint(out);
    }
}
