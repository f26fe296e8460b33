package dev.coppice.compress.retrain;

import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.measure.Evaluator;
import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/** The validations of a run and the network that did best; what the run began with counts too. */
final class ValidationCurve {
    private final Evaluator evaluator;
    private final RunClock clock;
    private final List<CurvePoint> points = new ArrayList<>();
    private Network network;
    private CurvePoint best;
    private double longest;

    /** Validates what the run begins with. */
    ValidationCurve(Network start, Evaluator evaluator, RunClock clock) {
        this.evaluator = evaluator;
        this.clock = clock;
        this.network = start;
        this.best = measure(start, 0, 0, Double.NaN);
        points.add(best);
    }

    /** Validates the network as it is after so many epochs and steps. */
    void add(Network trained, int epoch, int step, double loss) {
        CurvePoint point = measure(trained, epoch, step, loss);
        points.add(point);
        double before = best.evaluation().mIoU();
        if (point.evaluation().mIoU() > before || Double.isNaN(before)) {
            best = point;
            network = trained;
        }
    }

    private CurvePoint measure(Network trained, int epoch, int step, double loss) {
        double before = clock.seconds();
        Evaluation evaluation = evaluator.evaluate(trained);
        longest = Math.max(longest, clock.seconds() - before);
        return new CurvePoint(epoch, step, loss, evaluation, clock.seconds());
    }

    /** Seconds of the longest validation so far. */
    double longest() {
        return longest;
    }

    CurvePoint best() {
        return best;
    }

    RetrainResult result(int steps, Ending ending, String detail) {
        return new RetrainResult(network, best, points, steps, ending, detail);
    }
}
