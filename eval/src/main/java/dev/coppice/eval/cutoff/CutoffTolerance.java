package dev.coppice.eval.cutoff;

import dev.coppice.models.InvalidInputException;

/**
 * What a low-pass may cost.
 *
 * @param drop of the mIoU, in [0, 1]
 * @param lossIncrease of the mean cross-entropy in nats, at least 0; infinite where only the drop counts
 */
public record CutoffTolerance(double drop, double lossIncrease) {
    public CutoffTolerance {
        if (!(drop >= 0 && drop <= 1)) {
            throw new InvalidInputException("The tolerated drop of the mIoU is " + 100 * drop
                    + " points, expected 0 to 100. Give points of a hundred, such as 1.");
        }
        if (!(lossIncrease >= 0)) {
            throw new InvalidInputException("The tolerated increase of the loss is " + lossIncrease
                    + ", expected at least 0. Give nats, such as 0.01.");
        }
    }

    /** A drop of so many points of mIoU, whatever becomes of the loss. */
    public static CutoffTolerance ofPoints(double points) {
        return new CutoffTolerance(points / 100, Double.POSITIVE_INFINITY);
    }

    /** Whether a measurement stays under both. */
    boolean allows(CutoffPoint point) {
        boolean lossAllowed = Double.isInfinite(lossIncrease) || point.lossIncrease() <= lossIncrease;
        return point.drop() <= drop && lossAllowed;
    }
}
