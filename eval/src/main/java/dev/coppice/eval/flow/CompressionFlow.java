package dev.coppice.eval.flow;

import dev.coppice.eval.budget.FrontierFiles;
import dev.coppice.eval.format.FormatCopy;
import dev.coppice.eval.kept.KeptFigures;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.eval.report.ReportFiles;
import dev.coppice.export.OnnxExporter;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.CardFile;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.ModelFiles;
import dev.coppice.samediff.train.BatchNormMode;
import dev.coppice.samediff.train.MapStatistics;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.Retrainer;
import dev.coppice.samediff.train.TrainingCheck;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Flow that compresses a network and proves the result: plan, rewrite, evaluate, retrain, export with parity, evaluate the
 * written file, time, report. A run folds a list of stages ({@link PruneTrainLoop}) over a {@link CompressionState}.
 *
 * <p>One object may serve several requests in turn; it remembers the accuracy of originals.
 */
public final class CompressionFlow {
    /** File name of the compressed network. */
    public static final String MODEL = "model.onnx";

    /** File name of the plan. */
    public static final String PLAN = "plan.json";

    /** File name of the best weights so far, if training was interrupted. */
    public static final String INTERRUPTED = "interrupted.onnx";

    private final Progress progress;
    private final Cancellation cancellation;
    private final Checkpointing checkpointing;
    private final Originals originals;

    /** A flow without checkpoints that reports its progress and can be asked to stop. */
    public CompressionFlow(Progress progress, Cancellation cancellation) {
        this(progress, cancellation, Checkpointing.NONE);
    }

    /** A flow whose trainings can be resumed after the run was killed. */
    public CompressionFlow(Progress progress, Cancellation cancellation, Checkpointing checkpointing) {
        this(progress, cancellation, checkpointing, KeptFigures.NONE);
    }

    /** The same, with evaluations that other processes need too. */
    @SuppressWarnings("exports") // made by sweeps
    public CompressionFlow(
            Progress progress, Cancellation cancellation, Checkpointing checkpointing, KeptFigures kept) {
        this.originals = new Originals(kept);
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
     * @throws NothingToCutException if the request cuts nothing, or nothing can be cut
     * @throws InvalidInputException if network, data and options do not go together, or the output folder cannot be written,
     *     belongs to another run or holds results; thrown before any long work
     * @throws dev.coppice.export.ParityException if the network does not compute the same as the file it was read from, or
     *     the written file not the same as the network
     * @throws CancelledException if asked to stop; the message says where the best weights so far are: in {@value
     *     #INTERRUPTED} during training, in {@value #MODEL} after it
     */
    public CompressionResult run(CompressionRequest request) {
        return run(request, true);
    }

    /**
     * Carries out a request as a part of a longer run, see {@link #run}. Its checkpoints stay, so that resuming the whole
     * run does not train this part again. {@link #discardPart} removes them.
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

    /** Measures the original of a request ahead of its compressions, which do not measure it again. */
    public void measureOriginal(CompressionRequest request) {
        originals.of(request, new OnnxEvaluator(request.data(), request.split(), progress, cancellation));
    }

    /** The same with the original retrained alike, if that is asked for. Its checkpoint is in the request's folder. */
    public void retrainOriginal(CompressionRequest request) {
        if (request.retrainOriginal()) {
            CheckpointFolder checkpoints = new CheckpointFolder(request.out(), checkpointing, request.fingerprint());
            RunContext context = new RunContext(request, progress, cancellation, checkpoints);
            RetrainOriginal stage = new RetrainOriginal();
            stage.alike(originals.of(request, context.measuring()), context);
            checkpoints.clear(stage.checkpoint().stream().toList());
        }
    }

    /** Removes the folder of a part with all its results and checkpoints. */
    public static void discardPart(Path out) {
        outputs(out).files().forEach(OutputFolder::discard);
        CheckpointFolder.discardAll(out);
        OutputFolder.discardEmpty(out);
    }

    /**
     * Carries out a request that cuts nothing: the network is retrained alike, as a reference for others.
     *
     * @throws IllegalArgumentException if the request has passes
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

    /** The files that a run writes to its folder. */
    public static Outputs outputs(Path out) {
        Stream<String> names = Stream.of(
                MODEL,
                CardFile.beside(Path.of(MODEL)).toString(),
                PLAN,
                ReportFiles.PAGE,
                ReportFiles.MARKDOWN,
                ReportFiles.JSON,
                ReportFiles.NODES,
                ReportFiles.EXAMPLES,
                FrontierFiles.CSV,
                FrontierFiles.PICTURE,
                INTERRUPTED,
                CardFile.beside(Path.of(INTERRUPTED)).toString());
        return Outputs.in(out, Stream.concat(names, FormatCopy.names()).toArray(String[]::new));
    }

    /** The checkpoint file that marks an interrupted run. */
    public static Path firstCheckpoint(Path out) {
        return CheckpointFolder.file(out, PruneTrainLoop.checkpoint(1));
    }

    /** Carries out the stages of the request. */
    private CompressionResult compressed(CompressionRequest request, boolean clears) {
        checkpointing.refuse(firstCheckpoint(request.out()));
        CheckpointFolder checkpoints = new CheckpointFolder(request.out(), checkpointing, request.fingerprint());
        RunContext context = new RunContext(request, progress, cancellation, checkpoints);
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
                export.network(),
                end.planned().plan(),
                end.report().orElseThrow(),
                export.model(),
                export.copy().model(),
                request.out());
    }

    /** Carries out the stages. If one fails, the error says what was kept. */
    private static CompressionState folded(List<FlowStage> stages, RunContext context) {
        CompressionState state = CompressionState.of(context.request());
        List<String> begun = new ArrayList<>();
        Titles titles = Titles.of(stages);
        for (FlowStage stage : stages) {
            titles.begin(stage, context.progress());
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
     * Checks before any long work that network, data and options go together.
     *
     * @throws InvalidInputException if they do not
     */
    public static void check(CompressionRequest request) {
        if (request.trains()) {
            TrainingCheck.trainable(request.retraining(), request.network());
        }
        OnnxExporter.require(request.network(), request.form());
        ClassMatching.of(request.network().card(), request.data());
        request.pictures().check(request.trains());
        if (request.trains()) {
            TrainingCheck.heard(
                    request.retraining(), request.network(), Optional.of(request.distilledFrom()), request.data());
        }
        ScheduleObstacle.of(request).ifPresent(problem -> {
            throw new InvalidInputException(problem);
        });
    }

    /** The bytes outside Java's heap that training the original takes; 0 if nothing is trained. */
    public static long trainingMemory(CompressionRequest request) {
        RetrainOptions options = request.retraining();
        MapStatistics statistics = options.optimization().batchNorm() == BatchNormMode.KEPT
                ? MapStatistics.NONE
                : MapStatistics.unit(request.network());
        Network trained =
                statistics.inserted(request.network(), options.optimization().frozen());
        return new Retrainer(options).memory(trained, Optional.of(request.distilledFrom()), request.data());
    }

    /** Removes the weights of an interrupted training once a resumed run has finished it. */
    static void discardInterrupted(Path out) {
        Path interrupted = out.resolve(INTERRUPTED);
        OutputFolder.discard(interrupted);
        OutputFolder.discard(CardFile.beside(interrupted));
    }
}
