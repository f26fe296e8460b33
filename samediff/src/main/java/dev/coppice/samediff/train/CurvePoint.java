package dev.coppice.samediff.train;

import dev.coppice.models.measure.Evaluation;

/**
 * One validation of a run.
 *
 * @param epoch number of passes over the data so far, rounded up; 0 before training
 * @param step number of steps so far
 * @param loss mean training loss since the last validation; NaN before training
 * @param evaluation result on the validation data
 * @param seconds time since the run began, in seconds
 */
public record CurvePoint(int epoch, int step, double loss, Evaluation evaluation, double seconds) {
    /** This point as part of a run that continues another. */
    CurvePoint after(CurvePoint end) {
        return new CurvePoint(epoch + end.epoch, step + end.step, loss, evaluation, seconds + end.seconds);
    }
}
