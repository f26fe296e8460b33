package dev.coppice.samediff.train;

import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of retraining.
 *
 * @param network the network with the weights of the highest accuracy on the validation data; as this data chose them, that accuracy
 *     is slightly optimistic, and reports say so
 * @param best the validation that chose the weights
 * @param curve every validation, in order
 * @param steps total number of steps
 * @param ending why the run ended
 * @param detail details of the ending; may be empty
 */
public record RetrainResult(
        Network network, CurvePoint best, List<CurvePoint> curve, int steps, Ending ending, String detail) {
    public RetrainResult {
        curve = List.copyOf(curve);
    }

    public boolean interrupted() {
        return ending == Ending.INTERRUPTED;
    }

    /**
     * This run as the continuation of another: this run's weights, the steps and the curve of both, and the worse ending, so
     * that a good end does not hide an earlier bad one.
     */
    public RetrainResult after(RetrainResult earlier) {
        List<CurvePoint> whole = new ArrayList<>(earlier.curve);
        CurvePoint last = earlier.curve.get(earlier.curve.size() - 1);
        curve.forEach(point -> whole.add(point.after(last)));
        RetrainResult worse = ending.compareTo(earlier.ending) >= 0 ? this : earlier;
        return new RetrainResult(network, best.after(last), whole, earlier.steps + steps, worse.ending, worse.detail);
    }
}
