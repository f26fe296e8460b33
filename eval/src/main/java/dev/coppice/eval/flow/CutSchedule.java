package dev.coppice.eval.flow;

import dev.coppice.compress.sparsify.Sparsity;
import dev.coppice.models.Fingerprint;
import dev.coppice.models.InvalidInputException;
import dev.coppice.samediff.train.TrainingFingerprint;
import dev.coppice.samediff.train.TrainingLength;

/**
 * A schedule of when channels are cut.
 *
 * @param iterations number of cuts, at least 1. Each removes an equal share of what is left, planned on the network as cut
 *     and retrained so far. Retraining is divided equally among them
 * @param before training of the uncut network before the cut
 * @param beforeLength length of that training
 */
public record CutSchedule(int iterations, Sparsity before, TrainingLength beforeLength) {
    /** The schedule that cuts all at once, on the network as it is. */
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

    /** The fingerprint of the schedule. */
    Fingerprint fingerprint() {
        return Fingerprint.of("CutSchedule")
                .with("iterations", iterations)
                .with("before", before.fingerprint())
                .with("beforeLength", TrainingFingerprint.of(beforeLength));
    }

    /** The same with this number of cuts. */
    public CutSchedule withIterations(int changed) {
        return new CutSchedule(changed, before, beforeLength);
    }

    /** The same with the uncut network trained first. */
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
