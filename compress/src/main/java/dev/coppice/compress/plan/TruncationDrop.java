package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Drop;
import java.util.Locale;
import java.util.function.Function;

/**
 * What truncation may cost before training, measured on the network as it is truncated: what a planner allows, not what a
 * training is held to.
 *
 * @param points of mIoU, of a hundred
 */
public record TruncationDrop(double points) implements TruncationTarget {
    public TruncationDrop {
        if (!(points >= 0 && points <= 100)) {
            throw new InvalidInputException("The drop allowed before training is " + points
                    + ", expected 0 to 100: points of mIoU, such as 1.");
        }
    }

    /** A mIoU in [0, 1] that is lost, in the same unit. */
    public boolean allows(double drop) {
        return Drop.points(drop) <= points;
    }

    /** {@code auto-1.0}: points as they were given. */
    @Override
    public <T> T match(
            Function<GridLimit, T> limit, Function<TruncationDrop, T> drop, Function<LearnedLimit, T> learned) {
        return drop.apply(this);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "auto-%s", points);
    }
}
