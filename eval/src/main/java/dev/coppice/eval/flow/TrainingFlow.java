package dev.coppice.eval.flow;

import dev.coppice.compress.plan.CompressionPlan;
import dev.coppice.compress.retrain.RetrainOptions;
import dev.coppice.compress.retrain.RetrainResult;
import dev.coppice.compress.retrain.Retrainer;
import dev.coppice.compress.retrain.TrainingCheck;
import dev.coppice.compress.retrain.WeightChange;
import dev.coppice.eval.metric.ClassMatching;
import dev.coppice.eval.metric.OnnxEvaluator;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.models.network.Network;
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
     * Trains on split {@code train} and keeps the weights that do best on split {@code val}.
     *
     * @param target the model's final name, {@code NAME.onnx}
     * @throws dev.coppice.models.InvalidInputException if network, data and options do not go together, or the folder
     *     cannot be written; found out before any long work
     * @throws CancelledException if asked to stop; the best weights so far are then in {@code interrupted.onnx} beside
     *     the target, and the message says so
     */
    public TrainingResult train(Network network, Dataset data, RetrainOptions options, Path target) {
        Outputs outputs = outputs(target);
        boolean replaces = checkpointing.replaces(firstCheckpoint(target));
        return OutputFolder.during(outputs, replaces, () -> trained(network, data, options, target, outputs.folder()));
    }

    /** What training writes. */
    public static Outputs outputs(Path target) {
        return Outputs.model(target);
    }

    /** The file by which a training that was ended is known. */
    public static Path firstCheckpoint(Path target) {
        return CheckpointFolder.file(Outputs.model(target).folder(), String.valueOf(target.getFileName()));
    }

    private TrainingResult trained(Network network, Dataset data, RetrainOptions options, Path target, Path folder) {
        ClassMatching.of(network.card(), data.classes());
        TrainingCheck.heard(options, network, Optional.empty(), data);
        CompressionRequest request = CompressionRequest.of(network, data, folder)
                .withSeed(options.seed())
                .withRetraining(options);
        String name = String.valueOf(target.getFileName());
        boolean resumed = Files.exists(firstCheckpoint(target));
        CheckpointFolder checkpoints = new CheckpointFolder(folder, checkpointing, request.options(), name);
        if (request.trains()) {
            ParityReference.of(network, true).close();
        }
        OnnxEvaluator evaluator = new OnnxEvaluator(data, request.split(), progress, cancellation);
        RetrainResult training = new Retrainer(options, progress, cancellation, WeightChange.NONE, checkpoints.of(name))
                .retrain(network, Optional.empty(), data, evaluator);
        CompressionPlan nothing = CompressionPlan.keepAll(network.graph());
        if (training.interrupted()) {
            Path file = target.resolveSibling(CompressionFlow.INTERRUPTED);
            Handover.export(request, nothing, training.network(), file);
            throw new CancelledException(String.format(
                    Locale.ROOT,
                    "Interrupted %s. The best weights so far (mIoU %.4f, epoch %d) are in '%s'.%s",
                    training.detail(),
                    training.best().evaluation().mIoU(),
                    training.best().epoch(),
                    file,
                    checkpoints.advice()));
        }
        Handover handover = checkpoints.keeping(() -> Handover.export(request, nothing, training.network(), target));
        checkpoints.clear();
        if (resumed) {
            CompressionFlow.discardInterrupted(folder);
        }
        return new TrainingResult(training, handover.model());
    }
}
