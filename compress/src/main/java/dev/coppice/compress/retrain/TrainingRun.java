package dev.coppice.compress.retrain;

import dev.coppice.compress.batch.BatchSource;
import dev.coppice.compress.batch.BatchStream;
import dev.coppice.compress.batch.BlockTraining;
import dev.coppice.compress.batch.LabelledBatch;
import dev.coppice.compress.batch.LossTargets;
import dev.coppice.models.data.Dataset;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.network.Network;
import dev.coppice.models.samediff.LossForm;
import dev.coppice.models.samediff.Lowered;
import dev.coppice.models.samediff.TrainingBatch;
import dev.coppice.models.samediff.TrainingDivergedException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/** One run: steps between validations, until they are done or something ends it. Used once. */
final class TrainingRun {
    private static final int BATCHES_AHEAD = 2;

    private final RetrainOptions options;
    private final Retrainer retrainer;
    private final RunClock clock;
    private final ValidationCurve curve;
    private final int stepsPerEpoch;
    private final int total;
    private Ending ending = Ending.COMPLETED;
    private String detail = "";
    private int taken;
    private double lossSum;
    private int lossCount;

    /**
     * Makes ready.
     *
     * @param curve already with the network that training starts from
     */
    TrainingRun(Retrainer retrainer, ValidationCurve curve, RunClock clock, int stepsPerEpoch) {
        this.retrainer = retrainer;
        this.options = retrainer.options();
        this.curve = curve;
        this.clock = clock;
        this.stepsPerEpoch = stepsPerEpoch;
        this.total = options.length().steps(stepsPerEpoch);
    }

    RetrainResult run(Network student, Optional<Network> teacher, Dataset data, LossTargets targets) {
        Shape images = BatchSource.imageShape(student.card(), options.sampling());
        Shape output = Teacher.outputShape(student, images);
        BatchSource source = new BatchSource(data, student.card(), options.sampling(), output);
        try (BatchStream<LabelledBatch> stream = new BatchStream<>(source::at, BATCHES_AHEAD);
                Teacher answers = Teacher.of(teacher, images, output);
                Lowered lowered = Lowered.forTraining(student, images, loss(data, student))) {
            Iterator<TrainingBatch> batches = new TaughtBatches(stream, answers, targets);
            while (taken < total && ending == Ending.COMPLETED) {
                stretch(lowered, batches);
            }
        }
        return curve.result(taken, ending, detail);
    }

    private LossForm loss(Dataset data, Network student) {
        int pooled = options.sampling()
                .blocks(data, student.card())
                .map(BlockTraining::pooled)
                .orElse(1);
        return new LossForm(pooled, options.objective().isFurther());
    }

    /** Trains up to the next validation, and validates. */
    private void stretch(Lowered lowered, Iterator<TrainingBatch> batches) {
        int steps = Math.min(stepsPerEpoch * options.validateEvery(), total - taken);
        lossSum = 0;
        lossCount = 0;
        try {
            lowered.train(
                    batches, steps, options.optimizer(), this::rate, (step, loss) -> afterStep(lowered, step, loss));
            if (ending != Ending.INTERRUPTED) {
                curve.add(trained(lowered), epoch(), taken, lossSum / Math.max(1, lossCount));
            }
        } catch (TrainingDivergedException e) {
            end(Ending.DIVERGED, String.valueOf(e.getMessage()));
        } catch (CancelledException e) {
            end(Ending.INTERRUPTED, "during a validation, after " + taken + " steps");
        }
    }

    /** The average of the weights if one is kept; where something changes weights between steps it is the weights that count. */
    private Network trained(Lowered lowered) {
        return retrainer.change() == WeightChange.NONE ? lowered.averaged() : lowered.network();
    }

    private int epoch() {
        return (taken + stepsPerEpoch - 1) / stepsPerEpoch;
    }

    /** By the share of steps or of the time limit that is gone, whichever is more: the schedule ends when training does. */
    private double rate(int step) {
        return options.schedule().at(Math.min(1, Math.max((step + 0.5) / total, clock.share(curve.longest()))));
    }

    private boolean afterStep(Lowered lowered, int step, double loss) {
        WeightChange.Moment moment = new WeightChange.Moment(step, rate(step), (taken + 1) % stepsPerEpoch == 0);
        if (retrainer.change().comesAfter(moment)) {
            lowered.assign(retrainer.change().of(BatchStatistics.frozen(lowered.network()), moment));
        }
        taken++;
        lossSum += loss;
        lossCount++;
        String figures = String.format(
                Locale.ROOT,
                "epoch %d, loss %.4f, best mIoU %.4f",
                epoch(),
                lossSum / lossCount,
                curve.best().evaluation().mIoU());
        retrainer.progress().update("Training", taken, total, figures);
        if (retrainer.cancellation().isRequested()) {
            end(Ending.INTERRUPTED, "after " + taken + " of " + total + " steps");
        } else if (taken < total && clock.share(curve.longest()) >= 1) {
            end(Ending.OUT_OF_TIME, "after " + taken + " of " + total + " steps");
        }
        return ending == Ending.COMPLETED;
    }

    private void end(Ending why, String text) {
        ending = why;
        detail = text;
    }
}
