package dev.coppice.samediff.train;

import dev.coppice.models.measure.Evaluation;

/**
 * One validation of a run.
 *
 * @param epoch passes over the data until then, rounded up; 0 before training
 * @param step steps until then
 * @param loss mean training loss since the last validation; NaN before training
 * @param evaluation on the validation data
 * @param seconds since the run began
 */
public record CurvePoint(int epoch, int step, double loss, Evaluation evaluation, double seconds) {
    /** This point of a run that went on where another ended. */
    CurvePoint after(CurvePoint end) {
        return new CurvePoint(epoch + end.epoch, step + end.step, loss, evaluation, seconds + end.seconds);
    }
}
