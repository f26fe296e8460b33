package dev.coppice.compress.plan;

import java.util.function.Function;

/** Target of a truncation: a given grid, the coarsest that a drop allows, or the grid that a training finds. */
public sealed interface TruncationTarget permits GridLimit, TruncationDrop, LearnedLimit {
    /** Applies the function for its kind. */
    <T> T match(Function<GridLimit, T> limit, Function<TruncationDrop, T> drop, Function<LearnedLimit, T> learned);

    /** Whether the grid is known before anything is measured or trained. */
    default boolean isGiven() {
        return match(limit -> true, drop -> false, learned -> false);
    }

    /** Whether the grid is chosen by measuring the drop of truncations. */
    default boolean isChosen() {
        return match(limit -> false, drop -> true, learned -> false);
    }

    /** Whether a training finds the grid. */
    default boolean isLearned() {
        return match(limit -> false, drop -> false, learned -> true);
    }
}
