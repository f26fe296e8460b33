package dev.coppice.compress.budget;

import dev.coppice.compress.grid.GridTruncation;
import java.util.Optional;

/**
 * Point of a frontier: a network that the search can produce, before any training.
 *
 * @param index position on the frontier, from 0 at the highest price
 * @param truncation truncation to its grid; empty for the original's grid
 * @param widths widths of its layers
 * @param writtenOut number of operators that are written in faster ones
 * @param price predicted price, in the currency of the budget
 * @param loss loss on calibration pictures, in nats, or the estimate of {@link ImportanceLoss}
 * @param accuracy accuracy on calibration pictures, in [0, 1]; NaN without pictures
 */
public record FrontierPoint(
        int index,
        Optional<GridTruncation> truncation,
        KeptWidths widths,
        int writtenOut,
        double price,
        double loss,
        double accuracy) {
    /** The point with nothing written out, at this price. */
    FrontierPoint asGiven(double given) {
        return new FrontierPoint(index, truncation, widths, 0, given, loss, accuracy);
    }

    /** The point with as much more to pay. */
    FrontierPoint dearer(double more) {
        return new FrontierPoint(index, truncation, widths, writtenOut, price + more, loss, accuracy);
    }

    /** The grid for people: {@code decoder at 1/8}, {@code none}. */
    public String grid() {
        return GridCandidate.text(truncation);
    }
}
