package dev.coppice.eval.promise;

import dev.coppice.compress.budget.BudgetKind;
import dev.coppice.compress.budget.Frontier;
import dev.coppice.compress.budget.FrontierSearch;
import dev.coppice.eval.budget.BudgetPlanner;
import dev.coppice.eval.budget.LatencySource;
import dev.coppice.eval.flow.Checkpointing;
import dev.coppice.eval.flow.CompressionFlow;
import dev.coppice.eval.flow.CompressionRequest;
import dev.coppice.eval.flow.CompressionResult;
import dev.coppice.eval.flow.NothingToCutException;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.Stage;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Flow that compresses to the fastest network within a drop. The drop is measured on the written file after retraining. The
 * flow searches the frontier once and then trains points of it one after another, each in its own folder. The fastest that
 * keeps the promise is the result. If none keeps it, the result is the network that lost least, and the report says so.
 *
 * @param progress is told how far the flow is
 * @param cancellation asks to stop. The same request, resumed, goes on with what was trained
 * @param checkpointing checkpoints of all trainings; those of finished rounds stay until the result is written
 */
public record PromiseFlow(Progress progress, Cancellation cancellation, Checkpointing checkpointing) {
    /**
     * Carries out a request.
     *
     * @param uncut a request without passes, whose schedule cuts at once
     * @param planner a planner with pictures and the latency of the machine that is planned for
     * @return a result with the promise in its report, and the files of an ordinary compression in the request's folder
     * @throws NothingToCutException if nothing that may be cut saves time
     * @throws InvalidInputException as {@link CompressionFlow#run}
     */
    @SuppressWarnings("exports") // planners are made of a cut, by our own modules
    public CompressionResult run(CompressionRequest uncut, MaxDrop allowed, BudgetPlanner planner) {
        Path out = uncut.out();
        LatencySource machine = planner.latency()
                .orElseThrow(() -> new IllegalArgumentException("a promise needs a machine to plan for"));
        if (planner.pictures().isEmpty()) {
            throw new IllegalArgumentException("a promise needs pictures to plan with");
        }
        Outputs outputs = CompressionFlow.outputs(out);
        uncut.file().ifPresent(file -> outputs.refuse(ModelFiles.of(file)));
        checkpointing.refuse(firstCheckpoint(out));
        return OutputFolder.during(outputs, checkpointing.replaces(firstCheckpoint(out)), () -> {
            CompressionFlow.check(uncut);
            refuseLeft(out);
            Network network = uncut.network();
            progress.stage(new Stage(1, List.of("planning", "rounds of retraining")));
            FrontierSearch search = planner.search(network, Optional.empty(), BudgetKind.LATENCY)
                    .search();
            Frontier frontier = search.frontier(network);
            if (frontier.points().isEmpty()) {
                throw NothingToCutException.of(network, search.plan(network, frontier.original()));
            }
            CompressionFlow flow = new CompressionFlow(progress, cancellation, checkpointing);
            PromiseRounds rounds = new PromiseRounds(uncut, search, machine, flow, progress);
            CompressionResult result = rounds.run(allowed);
            for (int round = 1; round <= DropWalk.ROUNDS; round++) {
                CompressionFlow.discardPart(folder(out, round));
            }
            return result;
        });
    }

    /** The folder of a round, counted from 1. */
    static Path folder(Path out, int round) {
        return out.resolve("round-" + round);
    }

    /** The checkpoint file that marks an interrupted run. */
    public static Path firstCheckpoint(Path out) {
        return CompressionFlow.firstCheckpoint(folder(out, 1));
    }

    /** Refuses leftovers of later rounds before the first round trains for minutes. */
    private void refuseLeft(Path out) {
        for (int round = 1; round <= DropWalk.ROUNDS; round++) {
            Path left = folder(out, round);
            if (checkpointing.overwrites()) {
                CompressionFlow.discardPart(left);
            } else if (!Files.exists(firstCheckpoint(out))) {
                CompressionFlow.outputs(left).refusePresent();
            }
        }
    }
}
