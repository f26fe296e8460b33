package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.measure.Drop;
import java.util.Locale;
import java.util.function.Function;

/**
 * Greatest drop that a planner allows for a truncation, measured on the truncated network before training. A training is
 * not held to it.
 *
 * @param points percentage points of mIoU, 0 to 100
 */
public record TruncationDrop(double points) implements TruncationTarget {
    public TruncationDrop {
        if (!(points >= 0 && points <= 100)) {
            throw new InvalidInputException("The drop allowed before training is " + points
                    + ", expected 0 to 100: points of mIoU, such as 1.");
        }
    }

    /** Whether a drop of mIoU, given in [0, 1], is allowed. */
    public boolean allows(double drop) {
        return Drop.points(drop) <= points;
    }

    /** The text {@code auto-1.0}, with the points as given. */
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
