package dev.coppice.eval.flow;

import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.RetrainOptions;
import dev.coppice.samediff.train.RetrainResult;
import dev.coppice.samediff.train.Retrainer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One training of a run.
 *
 * @param name name that can begin a sentence
 * @param checkpoint name of its checkpoint
 * @param options options of the training
 */
record TrainingTask(String name, String checkpoint, RetrainOptions options) {
    /**
     * The subject of a training.
     *
     * @param network the network to train
     * @param evaluator evaluator that weights are chosen by
     * @param change change of weights between steps
     * @param after maps the trained network to the one it counts as
     */
    record Subject(
            Network network, Evaluator evaluator, WeightChange change, Function<Network, PlannedNetwork> after) {}

    /**
     * Trains.
     *
     * @throws CancelledException if asked to stop; the best weights so far are then written, if a step was taken
     */
    CompressionState carriedOut(Subject subject, CompressionState state, RunContext context) {
        CompressionRequest request = context.request();
        Retrainer retrainer = new Retrainer(
                options,
                context.progress(),
                context.cancellation(),
                subject.change(),
                context.checkpoints().of(checkpoint));
        RetrainResult result;
        try {
            result = retrainer.retrain(
                    subject.network(), Optional.of(request.distilledFrom()), request.data(), subject.evaluator());
        } catch (CancelledException e) {
            // before the first step: what earlier trainings made must not be lost
            boolean lost = state.trainings().stream().anyMatch(t -> t.result().steps() > 0);
            throw lost ? interruptedBefore(written(state.planned(), context), context) : e;
        }
        PlannedNetwork trained = subject.after().apply(result.network());
        if (result.interrupted()) {
            throw interrupted(result, written(trained, context), context);
        }
        boolean keepsBest = subject.change().equals(WeightChange.NONE);
        return state.withTraining(trained, new CompressionState.Training(name, keepsBest, result));
    }

    private static Path written(PlannedNetwork network, RunContext context) {
        Path file = context.request().out().resolve(CompressionFlow.INTERRUPTED);
        VerifiedExport.of(context, network, file);
        return file;
    }

    private CancelledException interruptedBefore(Path file, RunContext context) {
        return new CancelledException(names -> String.format(
                Locale.ROOT,
                "Interrupted before the first step of '%s'. The network after earlier training and cuts is in '%s'.%s",
                name,
                file,
                context.checkpoints().advice(names)));
    }

    private static CancelledException interrupted(RetrainResult result, Path file, RunContext context) {
        return new CancelledException(names -> String.format(
                Locale.ROOT,
                "Interrupted %s. The best weights so far (%s %.4f, epoch %d) are in '%s'.%s",
                result.detail(),
                result.best().evaluation().metric().words(),
                result.best().evaluation().accuracy(),
                result.best().epoch(),
                file,
                context.checkpoints().advice(names)));
    }
}
