package dev.coppice.samediff.train;

import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of retraining.
 *
 * @param network with the weights that had the highest mIoU on the validation data: chosen there, so its figure on the
 *     same data is a little optimistic, and reports say so
 * @param best the validation that chose it
 * @param curve every validation, in order
 * @param steps taken in all
 * @param ending why the run ended
 * @param detail about the ending, empty where there is nothing to say
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
     * This run as the continuation of another: its weights, the steps and the curve of both, and the worse ending, so that a
     * run that ended well does not hide one before that did not.
     */
    public RetrainResult after(RetrainResult earlier) {
        List<CurvePoint> whole = new ArrayList<>(earlier.curve);
        CurvePoint last = earlier.curve.get(earlier.curve.size() - 1);
        curve.forEach(point -> whole.add(point.after(last)));
        RetrainResult worse = ending.compareTo(earlier.ending) >= 0 ? this : earlier;
        return new RetrainResult(network, best.after(last), whole, earlier.steps + steps, worse.ending, worse.detail);
    }
}
