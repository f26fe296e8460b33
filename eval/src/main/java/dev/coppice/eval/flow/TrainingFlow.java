package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.export.runtime.OnnxSource;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.RetrainResult;
import dev.coppice.samediff.train.Retrainer;
import dev.coppice.samediff.train.TrainingCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains a network as it is, fresh weights or not, and writes it with parity checked; the zoo's weights are made so.
 *
 * @param progress is told of every step
 * @param cancellation ends training after the running step
 * @param checkpointing whether training can be gone on with when it was ended by force
 */
public record TrainingFlow(Progress progress, Cancellation cancellation, Checkpointing checkpointing) {
    /** Without checkpoints. */
    public TrainingFlow(Progress progress, Cancellation cancellation) {
        this(progress, cancellation, Checkpointing.NONE);
    }

    /**
     * Trains and keeps the weights that do best on the pictures that choose.
     *
     * @param target the model's final name, {@code NAME.onnx}
     * @throws dev.coppice.models.InvalidInputException if network, data and options do not go together, or the folder
     *     cannot be written; found out before any long work
     * @throws CancelledException if asked to stop; the best weights so far are then in {@code interrupted.onnx} beside
     *     the target, and the message says so
     */
    public TrainingResult train(Network network, PictureRoles pictures, RetrainOptions options, Path target) {
        Outputs outputs = outputs(target);
        boolean replaces = checkpointing.replaces(firstCheckpoint(target));
        CompressionRequest request = CompressionRequest.of(network, pictures.data(), outputs.folder())
                .withPictures(pictures)
                .withSeed(options.seed())
                .withRetraining(options);
        return OutputFolder.during(outputs, replaces, () -> trained(request, target));
    }

    /** What training writes. */
    public static Outputs outputs(Path target) {
        return Outputs.model(target);
    }

    /** The file by which a training that was ended is known. */
    public static Path firstCheckpoint(Path target) {
        return CheckpointFolder.file(Outputs.model(target).folder(), String.valueOf(target.getFileName()));
    }

    private TrainingResult trained(CompressionRequest request, Path target) {
        Network network = request.network();
        RetrainOptions options = request.retraining();
        ClassMatching.of(network.card(), request.data().classes());
        request.pictures().check(request.trains());
        TrainingCheck.heard(options, network, Optional.empty(), request.data());
        String name = String.valueOf(target.getFileName());
        boolean resumed = Files.exists(firstCheckpoint(target));
        CheckpointFolder checkpoints = new CheckpointFolder(request.out(), checkpointing, request.options(), name);
        if (request.trains()) {
            ParityReference.of(network, true).close();
        }
        OnnxEvaluator evaluator = new OnnxEvaluator(request.data(), request.split(), progress, cancellation);
        RetrainResult training = new Retrainer(options, progress, cancellation, WeightChange.NONE, checkpoints.of(name))
                .retrain(
                        network,
                        Optional.empty(),
                        request.data(),
                        evaluator.on(request.pictures().selection()));
        CompressionPlan nothing = CompressionPlan.keepAll(network.graph());
        if (training.interrupted()) {
            Path file = target.resolveSibling(CompressionFlow.INTERRUPTED);
            Handover.export(request, nothing, training.network(), file);
            throw interrupted(training, file, checkpoints);
        }
        Handover handover = checkpoints.keeping(() -> Handover.export(request, nothing, training.network(), target));
        checkpoints.clear();
        if (resumed) {
            CompressionFlow.discardInterrupted(request.out());
        }
        return new TrainingResult(training, accuracy(evaluator, training.network(), target), handover.model());
    }

    private static Evaluation accuracy(OnnxEvaluator evaluator, Network network, Path written) {
        try {
            return evaluator.evaluate(OnnxSource.file(written), network);
        } catch (CancelledException e) {
            throw new CancelledException(
                    "Interrupted after training, while accuracy was measured. '" + written + "' is complete.");
        }
    }

    private static CancelledException interrupted(RetrainResult training, Path file, CheckpointFolder checkpoints) {
        return new CancelledException(names -> String.format(
                Locale.ROOT,
                "Interrupted %s. The best weights so far (mIoU %.4f, epoch %d) are in '%s'.%s",
                training.detail(),
                training.best().evaluation().mIoU(),
                training.best().epoch(),
                file,
                checkpoints.advice(names)));
    }
}
