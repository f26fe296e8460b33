package dev.coppice.compress.budget;

import dev.coppice.compress.grid.GridTruncation;
import java.util.Optional;

/**
 * A network that could be had, before any training.
 *
 * @param index of the point on the frontier, from 0 where the price is highest
 * @param truncation its grid, empty where it is the original's
 * @param widths of its layers
 * @param price predicted, in the currency of the budget
 * @param loss on calibration pictures, or what {@link ImportanceLoss} estimates
 * @param mIoU on calibration pictures, in [0, 1]; NaN without
 */
public record FrontierPoint(
        int index, Optional<GridTruncation> truncation, KeptWidths widths, double price, double loss, double mIoU) {
    /** The grid for people: {@code decoder at 1/8}, {@code none}. */
    public String grid() {
        return GridCandidate.text(truncation);
    }
}
