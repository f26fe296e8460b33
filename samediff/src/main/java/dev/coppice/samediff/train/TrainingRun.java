package dev.coppice.samediff.train;

import dev.coppice.models.graph.Tensor;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.WeightChange;
import dev.coppice.models.network.Network;
import dev.coppice.samediff.train.step.TrainingBatch;
import dev.coppice.samediff.train.step.TrainingDivergedException;
import dev.coppice.samediff.train.step.TrainingSession;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Run of training: steps between validations, until all are done or something ends it. Used once. */
final class TrainingRun {
    private static final double NANOS = 1e9;

    private final RetrainOptions options;
    private final Retrainer retrainer;
    private final CurriculumEngines engines;
    private final RunClock clock;
    private final ValidationCurve curve;
    private final CheckpointWriter checkpoints;
    private final int stepsPerEpoch;
    private final int total;
    private Ending ending = Ending.COMPLETED;
    private String detail = "";
    private int taken;
    private LossTrack losses = LossTrack.NONE;
    private long stretchStarted;
    private int stretchFrom;

    /**
     * Prepares the run.
     *
     * @param curve curve that already holds the initial network
     */
    TrainingRun(
            Retrainer retrainer,
            CurriculumEngines engines,
            ValidationCurve curve,
            RunClock clock,
            CheckpointWriter checkpoints) {
        this.retrainer = retrainer;
        this.options = retrainer.options();
        this.engines = engines;
        this.curve = curve;
        this.clock = clock;
        this.checkpoints = checkpoints;
        this.stepsPerEpoch = engines.stepsPerEpoch();
        this.total = options.time().length().steps(stepsPerEpoch);
    }

    /** Resumes an earlier run, whose curve this run already has. */
    void goOn(Checkpoint from) {
        taken = from.state().taken();
        if (engines.isOver(done(taken))) {
            engines.refine(0);
        }
        session().resume(from.state());
        losses = from.losses();
        end(from.ending(), from.detail());
    }

    RetrainResult run(double... classWeights) {
        Iterator<TrainingBatch> batches = engines.current().batches(taken, classWeights);
        while (ending == Ending.COMPLETED && (taken < total || isValidationDue())) {
            if (isValidationDue()) {
                validate();
            } else if (engines.isOver(done(taken))) {
                engines.refine(taken);
                batches = engines.current().batches(taken, classWeights);
                retrainer.progress().course("Full resolution from step " + taken + " on");
            } else {
                stretch(batches);
            }
        }
        if (ending == Ending.OUT_OF_TIME && curve.newest().step() < taken) {
            validate();
        }
        return curve.result(taken, ending, detail);
    }

    private boolean isValidationDue() {
        return curve.newest().step() < taken && stepsToValidation() == 0;
    }

    /** The number of steps until the next validation; 0 if it is due or no steps remain. */
    private int stepsToValidation() {
        int period = stepsPerEpoch * options.time().validateEvery();
        int since = taken - curve.newest().step();
        return Math.min(period - Math.min(period, since), total - taken);
    }

    /** Trains until the next validation. */
    private void stretch(Iterator<TrainingBatch> batches) {
        stretchStarted = System.nanoTime();
        stretchFrom = taken;
        try {
            session().train(batches, stepsToValidation(), this::rate, this::afterStep);
        } catch (TrainingDivergedException e) {
            end(Ending.DIVERGED, String.valueOf(e.getMessage()));
        }
    }

    private void validate() {
        try {
            curve.add(trained(), epoch(), taken, losses.mean());
            losses = losses.validated();
            checkpoints.write(this::checkpoint);
        } catch (CancelledException e) {
            checkpoints.write(this::checkpoint);
            end(Ending.INTERRUPTED, "during a validation, after " + taken + " steps");
        }
    }

    /**
     * The network with averaged weights, if an average is kept; with the current weights if something changes them between
     * steps.
     */
    private Network trained() {
        return retrainer.change() == WeightChange.NONE
                ? session().averaged()
                : session().network();
    }

    private Checkpoint checkpoint(Map<String, String> identity) {
        return new Checkpoint(
                identity, ending, detail, clock.seconds(), session().state(), losses, curve.saved());
    }

    private int epoch() {
        return (taken + stepsPerEpoch - 1) / stepsPerEpoch;
    }

    /** The used share of the steps or of the time limit, whichever is larger, so that the schedule ends with the training. */
    private double rate(int step) {
        return options.optimization().schedule().at(done(step));
    }

    private double done(int step) {
        return Math.min(1, Math.max((step + 0.5) / total, clock.share(curve.longest())));
    }

    /** The steps that the time limit lets in at the pace so far; without one, or where it is far, all. */
    private int expected() {
        double steps = taken / clock.share(curve.longest());
        return (int) Math.max(taken, Math.min(total, Math.ceil(steps)));
    }

    private TrainingSession session() {
        return engines.current().session();
    }

    private boolean afterStep(int step, double loss) {
        WeightChange.Moment moment = new WeightChange.Moment(step, rate(step), (taken + 1) % stepsPerEpoch == 0);
        if (retrainer.change().comesAfter(moment)) {
            session().assign(changed(moment));
        }
        taken++;
        losses = losses.after(loss);
        retrainer.progress().update("Training", taken, expected(), figures(moment.rate()));
        boolean asked = retrainer.cancellation().isRequested();
        if (asked || checkpoints.isDue() || moment.endsEpoch()) {
            checkpoints.write(this::checkpoint);
        }
        if (asked) {
            end(Ending.INTERRUPTED, "after " + taken + " of " + total + " steps");
        } else if (losses.diverges()) {
            end(Ending.DIVERGED, runaway(loss, moment.rate()));
        } else if (taken < total && clock.share(curve.longest()) >= 1) {
            end(Ending.OUT_OF_TIME, "after " + taken + " of " + total + " steps");
        }
        return ending == Ending.COMPLETED && !engines.isOver(done(taken));
    }

    /** What changes weights between steps leaves frozen ones as they are. */
    private Map<String, Tensor> changed(WeightChange.Moment moment) {
        Network now = BatchStatistics.frozen(session().network());
        Map<String, Tensor> changed = new HashMap<>(retrainer.change().of(now, moment));
        changed.keySet().removeAll(options.optimization().frozen().weights(now.graph()));
        return changed;
    }

    private String runaway(double loss, double rate) {
        return String.format(
                Locale.ROOT,
                "Training diverged: up to step %d the loss was above %.4g for %d steps and is %.4g at learning rate %.3g; the"
                        + " largest weights are in '%s'. Lower the learning rate.",
                taken - 1,
                losses.limit(),
                losses.high(),
                loss,
                rate,
                LargestWeight.of(session().network()));
    }

    private String figures(double rate) {
        double seconds = (System.nanoTime() - stretchStarted) / NANOS;
        return String.format(
                Locale.ROOT,
                "epoch %d of %d, %.1f images/s, rate %.2g, loss %.4f, %s %.4f, best %.4f",
                epoch(),
                (expected() + stepsPerEpoch - 1) / stepsPerEpoch,
                (taken - stretchFrom) * options.pictures().batch() / seconds,
                rate,
                losses.mean(),
                curve.newest().evaluation().metric().words(),
                curve.newest().evaluation().accuracy(),
                curve.best().evaluation().accuracy());
    }

    private void end(Ending why, String text) {
        ending = why;
        detail = text;
    }
}
