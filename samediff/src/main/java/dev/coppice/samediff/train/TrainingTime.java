package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import java.time.Duration;

/**
 * How long a training is, and when it is validated.
 *
 * @param length epochs or steps
 * @param limit training ends by then, validation included, and the schedule is fitted to it; a run that reaches its limit cannot be
 *     repeated exactly
 * @param validateEvery epochs between validations, at least 1; the last weights are always validated
 */
public record TrainingTime(TrainingLength length, Duration limit, int validateEvery) {
    /** Long enough to be none. */
    public static final Duration UNLIMITED = Duration.ofDays(365);

    /** 20 epochs, validated every fourth. */
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
