package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import java.time.Duration;

/**
 * Length of a training, and its validations.
 *
 * @param length length in epochs or steps
 * @param limit time by which training ends, including validation; the schedule fits it; a run that reaches its limit cannot
 *     be repeated exactly
 * @param validateEvery number of epochs between validations, at least 1; the last weights are always validated
 */
public record TrainingTime(TrainingLength length, Duration limit, int validateEvery) {
    /** A limit so long that it has no effect. */
    public static final Duration UNLIMITED = Duration.ofDays(365);

    /** The defaults: 20 epochs, validated every fourth. */
    static final TrainingTime DEFAULT = new TrainingTime(new TrainingLength.Epochs(20), UNLIMITED, 4);

    public TrainingTime {
        RetrainOptions.atLeastOne("epochs between validations", validateEvery);
        if (limit.isNegative() || limit.isZero()) {
            throw new InvalidInputException("The time limit is " + limit + ", expected more than nothing.");
        }
    }

    TrainingTime withLength(TrainingLength changed) {
        return new TrainingTime(changed, limit, validateEvery);
    }

    TrainingTime withLimit(Duration changed) {
        return new TrainingTime(length, changed, validateEvery);
    }

    TrainingTime withValidateEvery(int changed) {
        return new TrainingTime(length, limit, changed);
    }
}
