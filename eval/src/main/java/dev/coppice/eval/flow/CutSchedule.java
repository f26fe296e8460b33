package dev.coppice.eval.flow;

import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.train.TrainingFingerprint;
import dev.coppice.samediff.train.TrainingLength;

/**
 * When channels are cut.
 *
 * @param iterations in how many steps, each planned on what the one before left and retraining made of it, each removing an
 *     equal share of what is left; retraining is shared out among them
 * @param before how the uncut network is trained first
 * @param beforeLength for how long
 */
public record CutSchedule(int iterations, Sparsity before, TrainingLength beforeLength) {
    /** All at once, on the network as it is. */
    public static final CutSchedule ONE_SHOT = new CutSchedule(1, new Sparsity.None(), new TrainingLength.Epochs(0));

    public CutSchedule {
        if (iterations < 1) {
            throw new InvalidInputException(
                    "The number of iterations is " + iterations + ", expected at least 1 (1 cuts all at once).");
        }
        boolean none = before.isNone();
        if (none != (beforeLength.steps(1) == 0)) {
            throw new InvalidInputException("Training before the cut is '" + before.id() + "' for "
                    + beforeLength.steps(1) + " epochs or steps; " + (none ? "name its kind." : "give it at least 1."));
        }
    }

    /** Everything that it says. */
    Fingerprint fingerprint() {
        return Fingerprint.of("CutSchedule")
                .with("iterations", iterations)
                .with("before", before.fingerprint())
                .with("beforeLength", TrainingFingerprint.of(beforeLength));
    }

    /** In so many steps. */
    public CutSchedule withIterations(int changed) {
        return new CutSchedule(changed, before, beforeLength);
    }

    /** After training the uncut network. */
    public CutSchedule withBefore(Sparsity changed, TrainingLength length) {
        return new CutSchedule(iterations, changed, length);
    }

    /** Whether all is cut at once, before any training. */
    public boolean isOnce() {
        return equals(ONE_SHOT);
    }

    /** Whether the network is trained before it is cut. */
    public boolean trainsBefore() {
        return !before.isNone();
    }
}
