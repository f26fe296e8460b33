package dev.coppice.compress.plan;

import dev.coppice.models.InvalidInputException;
import java.util.function.Function;

/**
 * What is to be left of a cost, as a share of the original's: of the network before any compression ({@link
 * Iteration#original}), not of the one a pass plans on.
 *
 * @param kind which cost
 * @param kept in (0, 1]
 */
public record CostShare(CostKind kind, double kept) implements PruningTarget {
    /** A share is met when the network is this near to it, as a share of the original's cost: one percentage point. */
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
