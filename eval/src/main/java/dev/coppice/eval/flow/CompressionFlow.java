package dev.coppice.eval.flow;

import dev.coppice.eval.budget.FrontierFiles;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.onnx.ModelFiles;
import dev.coppice.samediff.train.TrainingCheck;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compresses a network and proves what came of it: plan, rewrite, evaluate, retrain, export with parity, evaluate the
 * written file, time, report. A run is a list of stages ({@link PruneTrainLoop}) that is folded over a {@link CompressionState}.
 *
 * <p>One object may serve several requests one after another; it remembers the accuracy of originals.
 */
public final class CompressionFlow {
    /** The compressed network. */
    public static final String MODEL = "model.onnx";

    /** The plan that was carried out. */
    public static final String PLAN = "plan.json";

    /** The best weights so far, where training was interrupted. */
    public static final String INTERRUPTED = "interrupted.onnx";

    private final Progress progress;
    private final Cancellation cancellation;
    private final Checkpointing checkpointing;
    private final Map<String, OriginalFigures> originals = new HashMap<>();

    /** A flow that tells how far it is and can be asked to stop, without checkpoints. */
    public CompressionFlow(Progress progress, Cancellation cancellation) {
        this(progress, cancellation, Checkpointing.NONE);
    }

    /** A flow whose trainings can be gone on with when it was ended by force. */
    public CompressionFlow(Progress progress, Cancellation cancellation, Checkpointing checkpointing) {
        this.checkpointing = checkpointing;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** Compresses silently and to the end. */
    public static CompressionResult compress(CompressionRequest request) {
        return new CompressionFlow(Progress.SILENT, new Cancellation()).run(request);
    }

    /**
     * Carries out a request.
     *
     * @throws NothingToCutException if nothing is to be cut, or nothing can be
     * @throws InvalidInputException if network, data and options do not go together, or the folder cannot be written,
     *     is another run's, or holds results; found out before any long work
     * @throws dev.coppice.export.ParityException if the network does not compute what the file does that it was read from, or
     *     the written one not what it was made of
     * @throws CancelledException if asked to stop; where training had begun the best weights
     *     so far are in {@value #INTERRUPTED}, or, where it had ended, in {@value #MODEL}, and the message says so
     */
    public CompressionResult run(CompressionRequest request) {
        return run(request, true);
    }

    /**
     * Carries out a request as a part of a longer run, see {@link #run}; its checkpoints stay, so that what was trained is not
     * trained again when the whole is resumed. {@link #discardPart} removes them.
     */
    public CompressionResult part(CompressionRequest request) {
        return run(request, false);
    }

    private CompressionResult run(CompressionRequest request, boolean clears) {
        return inFolder(request, () -> {
            check(request);
            if (request.passes().isEmpty()) {
                throw NothingToCutException.withoutPasses();
            }
            return compressed(request, clears);
        });
    }

    /** Removes the folder of a part with all that is left in it of results and checkpoints. */
    public static void discardPart(Path out) {
        outputs(out).files().forEach(OutputFolder::discard);
        CheckpointFolder.discardAll(out);
        OutputFolder.discardEmpty(out);
    }

    /**
     * Carries out a request that cuts nothing: the network retrained alike, which others are compared with.
     *
     * @throws IllegalArgumentException if it has passes
     */
    public CompressionResult baseline(CompressionRequest request) {
        if (!request.passes().isEmpty()) {
            throw new IllegalArgumentException("a baseline cuts nothing: " + request.passes());
        }
        return inFolder(request, () -> {
            check(request);
            return compressed(request, true);
        });
    }

    private CompressionResult inFolder(CompressionRequest request, Supplier<CompressionResult> work) {
        Outputs outputs = outputs(request.out());
        request.file().ifPresent(file -> outputs.refuse(ModelFiles.of(file)));
        checkpointing.refuse(firstCheckpoint(request.out()));
        boolean replaces = checkpointing.replaces(firstCheckpoint(request.out()));
        return OutputFolder.during(outputs, replaces, work);
    }

    /** What a run writes into its folder. */
    public static Outputs outputs(Path out) {
        return Outputs.in(
                out,
                MODEL,
                CardFile.beside(Path.of(MODEL)).toString(),
                PLAN,
                ReportFiles.MARKDOWN,
                ReportFiles.JSON,
                ReportFiles.EXAMPLES,
                FrontierFiles.CSV,
                FrontierFiles.PICTURE,
                INTERRUPTED,
                CardFile.beside(Path.of(INTERRUPTED)).toString());
    }

    /** The file by which a run that was ended is known. */
    public static Path firstCheckpoint(Path out) {
        return CheckpointFolder.file(out, PruneTrainLoop.checkpoint(1));
    }

    /** The stages of the request, one after another. */
    private CompressionResult compressed(CompressionRequest request, boolean clears) {
        checkpointing.refuse(firstCheckpoint(request.out()));
        CheckpointFolder checkpoints = new CheckpointFolder(request.out(), checkpointing, request.fingerprint());
        RunContext context = new RunContext(request, progress, cancellation, checkpoints);
        progress.message("Planning");
        List<FlowStage> stages = PruneTrainLoop.stages(request, originals);
        CompressionState end = folded(stages, context);
        if (clears) {
            checkpoints.clear(stages.stream()
                    .flatMap(stage -> stage.checkpoint().stream())
                    .toList());
        }
        discardInterrupted(request.out());
        VerifiedExport export = end.export().orElseThrow();
        return new CompressionResult(
                export.network(), end.planned().plan(), end.report().orElseThrow(), export.model(), request.out());
    }

    /** Carries stages out, and says of those that fail what was made before them. */
    private static CompressionState folded(List<FlowStage> stages, RunContext context) {
        CompressionState state = CompressionState.of(context.request());
        List<String> begun = new ArrayList<>();
        for (FlowStage stage : stages) {
            stage.checkpoint().ifPresent(begun::add);
            try {
                state = stage.next(state, context);
            } catch (UncheckedIOException e) {
                throw context.checkpoints().keeping(begun, e);
            } catch (CancelledException e) {
                throw state.export().map(CompressionFlow::withoutReport).orElse(e);
            }
        }
        return state;
    }

    private static CancelledException withoutReport(VerifiedExport export) {
        return new CancelledException("Interrupted after training, while results were measured. '"
                + export.model().file() + "' is complete; there is no report.");
    }

    /**
     * Looks, before any long work, whether network, data and options go together.
     *
     * @throws InvalidInputException if they do not
     */
    public static void check(CompressionRequest request) {
        if (request.trains()) {
            TrainingCheck.trainable(request.retraining(), request.network());
        }
        ClassMatching.of(request.network().card(), request.data().classes());
        request.pictures().check(request.trains());
        if (request.trains()) {
            TrainingCheck.heard(
                    request.retraining(), request.network(), Optional.of(request.distilledFrom()), request.data());
        }
        ScheduleObstacle.of(request).ifPresent(problem -> {
            throw new InvalidInputException(problem);
        });
    }

    /** The weights of a training that was interrupted, once it was gone on with to its end. */
    static void discardInterrupted(Path out) {
        Path interrupted = out.resolve(INTERRUPTED);
        OutputFolder.discard(interrupted);
        OutputFolder.discard(CardFile.beside(interrupted));
    }
}
