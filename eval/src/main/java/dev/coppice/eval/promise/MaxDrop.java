package dev.coppice.eval.promise;

import dev.coppice.models.InvalidInputException;

/**
 * The largest allowed drop of the mIoU, measured on the written file after retraining.
 *
 * @param points drop in points of mIoU, in [0, 100]
 */
public record MaxDrop(double points) {
    /** The default: one point. */
    public static final MaxDrop USUAL = new MaxDrop(1);

    private static final double PERCENT = 100;

    public MaxDrop {
        if (!(points >= 0 && points <= PERCENT)) {
            throw new InvalidInputException("The largest drop is " + points
                    + " points, expected a number from 0 to 100, such as 1 for a point.");
        }
    }

    /** The drop as a share, in [0, 1]. */
    public double share() {
        return points / PERCENT;
    }
}
