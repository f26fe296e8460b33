package dev.coppice.eval.flow;

import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.eval.output.OutputFolder;
import dev.coppice.eval.output.Outputs;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.Stage;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.TrainingCheck;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Flow that trains a network as it is, with fresh weights or not, and writes it with parity checked. The zoo's weights are
 * made with it.
 *
 * @param progress is told of every step
 * @param cancellation ends training after the running step
 * @param checkpointing whether training can be resumed after it was killed
 */
public record TrainingFlow(Progress progress, Cancellation cancellation, Checkpointing checkpointing) {
    private static final List<String> STAGES = List.of("training", "writing the model", MeasureAccuracy.TITLE);

    /** A flow without checkpoints. */
    public TrainingFlow(Progress progress, Cancellation cancellation) {
        this(progress, cancellation, Checkpointing.NONE);
    }

    /**
     * Trains and keeps the weights that do best on the pictures for choosing.
     *
     * @param target the model's final name, {@code NAME.onnx}
     * @throws dev.coppice.models.InvalidInputException if network, data and options do not go together, or the folder cannot
     *     be written; thrown before any long work
     * @throws CancelledException if asked to stop; the best weights so far are then in {@code interrupted.onnx} beside the
     *     target, and the message says so
     */
    public TrainingResult train(Network network, PictureRoles pictures, RetrainOptions options, Path target) {
        Outputs outputs = outputs(target);
        boolean replaces = checkpointing.replaces(firstCheckpoint(target));
        CompressionRequest request = CompressionRequest.of(network, pictures.data(), target.resolveSibling(""))
                .withPictures(pictures)
                .withSeed(options.seed())
                .withRetraining(options);
        return OutputFolder.during(outputs, replaces, () -> trained(request, target));
    }

    /** The files that training writes. */
    public static Outputs outputs(Path target) {
        return Outputs.model(target);
    }

    /** The checkpoint file that marks an interrupted training. */
    public static Path firstCheckpoint(Path target) {
        return CheckpointFolder.file(Outputs.model(target).folder(), String.valueOf(target.getFileName()));
    }

    private TrainingResult trained(CompressionRequest request, Path target) {
        Network network = request.network();
        RetrainOptions options = request.retraining();
        ClassMatching.of(network.card(), request.data());
        request.pictures().check(request.trains());
        TrainingCheck.heard(options, network, Optional.empty(), request.data());
        String name = String.valueOf(target.getFileName());
        Path checkpoint = firstCheckpoint(target);
        boolean resumed = Files.exists(checkpoint);
        checkpointing.refuse(checkpoint);
        Path folder = outputs(target).folder();
        CheckpointFolder checkpoints = new CheckpointFolder(folder, checkpointing, request.fingerprint());
        RunContext context = new RunContext(request, progress, cancellation, checkpoints);
        progress.stage(new Stage(1, STAGES));
        CompressionState trained =
                new Train(new TrainingTask("Training", name, options)).next(CompressionState.of(request), context);
        progress.stage(new Stage(2, STAGES));
        VerifiedExport export = exported(trained, context, target);
        checkpoints.clear(List.of(name));
        if (resumed) {
            CompressionFlow.discardInterrupted(request.out());
        }
        progress.stage(new Stage(3, STAGES));
        return new TrainingResult(
                trained.retraining().orElseThrow(),
                accuracy(context.measuring(), export.network(), target),
                export.model());
    }

    private static VerifiedExport exported(CompressionState trained, RunContext context, Path target) {
        try {
            return VerifiedExport.of(context, trained.planned(), target);
        } catch (UncheckedIOException e) {
            throw context.checkpoints().keeping(List.of(String.valueOf(target.getFileName())), e);
        }
    }

    private static Evaluation accuracy(OnnxEvaluator evaluator, Network network, Path written) {
        try {
            return evaluator.evaluate(OnnxSource.written(written, network), network);
        } catch (CancelledException e) {
            throw new CancelledException(
                    "Interrupted after training, while accuracy was measured. '" + written + "' is complete.");
        }
    }
}
