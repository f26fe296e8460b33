package dev.coppice.compress.budget;

import dev.coppice.models.InvalidInputException;

/**
 * How a frontier is searched.
 *
 * @param recoverability how dear rises of the loss are
 * @param lowest share of the original's price, in [0, 1), at which the search may end; 0 for all the way down
 * @param patience a move that was measured anew is taken if it is at most this many times as dear as the best that is known of
 *     any other, at least 1: less is dearer to search
 */
public record SearchSettings(Recoverability recoverability, double lowest, double patience) {
    /** All the way down. */
    public static final SearchSettings DEFAULT = new SearchSettings(Recoverability.ALIKE, 0, 1.1);

    public SearchSettings {
        if (!(lowest >= 0 && lowest < 1)) {
            throw new InvalidInputException("The search ends at the share " + lowest
                    + " of the original's price, expected one in [0, 1), such as 0 for all the way down.");
        }
        if (!(patience >= 1)) {
            throw new InvalidInputException("The patience of the search is " + patience
                    + ", expected at least 1: how much dearer than the best known a move may be.");
        }
    }

    /** The same with other weights. */
    public SearchSettings with(Recoverability changed) {
        return new SearchSettings(changed, lowest, patience);
    }

    /** The same that ends at this share of the original's price. */
    public SearchSettings downTo(double share) {
        return new SearchSettings(recoverability, share, patience);
    }
}
