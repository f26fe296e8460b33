package dev.coppice.eval.cutoff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Drop;
import java.util.Locale;

/**
 * The largest cost that a low-pass may have.
 *
 * @param drop drop of the mIoU, in [0, 1]
 * @param lossIncrease increase of the mean cross-entropy in nats, at least 0; infinite if only the drop counts
 */
public record CutoffTolerance(double drop, double lossIncrease) {
    public CutoffTolerance {
        if (!(drop >= 0 && drop <= 1)) {
            throw new InvalidInputException("The tolerated drop of the accuracy is " + Drop.points(drop)
                    + " points, expected 0 to 100. Give points of a hundred, such as 1.");
        }
        if (!(lossIncrease >= 0)) {
            throw new InvalidInputException("The tolerated increase of the loss is " + lossIncrease
                    + ", expected at least 0. Give nats, such as 0.01.");
        }
    }

    /** A tolerated drop of the mIoU in points, with no limit on the loss. */
    public static CutoffTolerance ofPoints(double points) {
        return new CutoffTolerance(points / 100, Double.POSITIVE_INFINITY);
    }

    /** The same with a limit on the loss as well, in nats. */
    public CutoffTolerance withLossIncrease(double most) {
        return new CutoffTolerance(drop, most);
    }

    /** The tolerance as text: {@code 1.00 points of mIoU}, with the nats of cross-entropy if they count. */
    @Override
    public String toString() {
        String points = Drop.text(drop, "") + " points of accuracy";
        return Double.isInfinite(lossIncrease)
                ? points
                : points + String.format(Locale.ROOT, " and %.4f nats of cross-entropy", lossIncrease);
    }

    /** Whether a measurement is within both limits. */
    boolean allows(CutoffPoint point) {
        boolean lossAllowed = Double.isInfinite(lossIncrease) || point.lossIncrease() <= lossIncrease;
        return point.drop() <= drop && lossAllowed;
    }
}
