package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;

/** Error that the loss became infinite or NaN; the weights are useless. */
public final class TrainingDivergedException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    TrainingDivergedException(int step, double loss, double rate, String culprit) {
        super("Training diverged: the loss of step " + step + " is " + loss + " at learning rate " + rate + "; "
                + culprit + ". Lower the learning rate, and check images and targets for values that are not finite.");
    }
}
