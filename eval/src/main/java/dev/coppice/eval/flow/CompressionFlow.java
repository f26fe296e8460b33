package dev.coppice.eval.flow;

import dev.coppice.eval.budget.FrontierFiles;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.DatasetIdentity;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import dev.coppice.samediff.train.TrainingCheck;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compresses a network and proves what came of it: plan, rewrite, evaluate, retrain, export with parity, evaluate the
 * written file, time, report.
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
     * @throws dev.coppice.models.measure.CancelledException if asked to stop; where training had begun the best weights
     *     so far are in {@value #INTERRUPTED}, or, where it had ended, in {@value #MODEL}, and the message says so
     */
    public CompressionResult run(CompressionRequest request) {
        return run(request, CheckpointFolder::clear);
    }

    /**
     * Carries out a request as a part of a longer run, see {@link #run}; its checkpoints stay, so that what was trained is not
     * trained again when the whole is resumed. {@link #discardPart} removes them.
     */
    public CompressionResult part(CompressionRequest request) {
        return run(request, checkpoints -> {});
    }

    private CompressionResult run(CompressionRequest request, Consumer<CheckpointFolder> end) {
        return inFolder(request, () -> {
            check(request);
            if (request.passes().isEmpty()) {
                throw NothingToCutException.withoutPasses();
            }
            return compressed(request, end);
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
            return compressed(request, CheckpointFolder::clear);
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
        return CheckpointFolder.file(out, Cutting.checkpoint(1));
    }

    private CompressionResult compressed(CompressionRequest request, Consumer<CheckpointFolder> end) {
        CheckpointFolder checkpoints =
                new CheckpointFolder(request.out(), checkpointing, request.options(), Cutting.checkpoint(1));
        progress.message("Planning");
        Cutting cutting = new Cutting(request, checkpoints);
        if (request.trains()) {
            // operators that cannot be trained are found before the work, not after
            ParityReference.of(cutting.begun(), true).close();
        }
        OnnxSource original = originalModel(request);
        OnnxEvaluator evaluator = new OnnxEvaluator(request.data(), request.split(), progress, cancellation);
        PlannedBudget.discard(request.out());
        cutting.budget().ifPresent(planned -> planned.show(request.out(), progress));
        OriginalFigures seen =
                originals.computeIfAbsent(identity(request), key -> OriginalFigures.of(request, original, evaluator));
        CompressionResult result =
                checkpoints.keeping(() -> new CompressionRun(request, cutting, evaluator, original, seen).run());
        end.accept(checkpoints);
        discardInterrupted(request.out());
        return result;
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

    private static OnnxSource originalModel(CompressionRequest request) {
        Network network = request.network();
        return request.file().map(file -> OnnxSource.file(file, network)).orElseGet(() -> OnnxSource.of(network));
    }

    /** The weights of a training that was interrupted, once it was gone on with to its end. */
    static void discardInterrupted(Path out) {
        Path interrupted = out.resolve(INTERRUPTED);
        OutputFolder.discard(interrupted);
        OutputFolder.discard(CardFile.beside(interrupted));
    }

    private static String identity(CompressionRequest request) {
        return request.network().graph().hash() + DatasetIdentity.of(request.data(), request.split());
    }
}
