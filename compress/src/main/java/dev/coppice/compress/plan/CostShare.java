package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import java.util.function.Function;

/**
 * Share of a cost to keep, relative to the network before any compression ({@link Iteration#original}).
 *
 * @param kind kind of the cost
 * @param kept share to keep, in (0, 1]
 */
public record CostShare(CostKind kind, double kept) implements PruningTarget {
    /** Greatest distance at which a share counts as met: one percentage point of the original's cost. */
    public static final double TOLERANCE = 0.01;

    public CostShare {
        if (!(kept > 0 && kept <= 1)) {
            throw new InvalidInputException("Share " + kept + " of the " + kind.label()
                    + " is not in (0, 1]. Give the share to keep, such as 0.5 or 50%.");
        }
    }

    @Override
    public <T> T match(Function<PruningRatio, T> ratio, Function<CostShare, T> share) {
        return share.apply(this);
    }
}
