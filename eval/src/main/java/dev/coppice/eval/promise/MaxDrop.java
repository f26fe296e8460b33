package dev.coppice.eval.promise;

import dev.coppice.models.InvalidInputException;

/**
 * The most that may be lost of the mIoU, as measured on the written file after retraining.
 *
 * @param points of a hundred, in [0, 100]
 */
public record MaxDrop(double points) {
    /** What is promised where nothing else is asked for. */
    public static final MaxDrop USUAL = new MaxDrop(1);

    private static final double PERCENT = 100;

    public MaxDrop {
        if (!(points >= 0 && points <= PERCENT)) {
            throw new InvalidInputException("The largest drop is " + points
                    + " points, expected a number from 0 to 100, such as 1 for a point of mIoU.");
        }
    }

    /** As a share, in [0, 1]. */
    public double share() {
        return points / PERCENT;
    }
}
