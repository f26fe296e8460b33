package dev.coppice.compress.plan;

import java.util.function.Function;

/** How far grids are lowered: to a given grid, as far as a drop allows, or as a training finds. */
public sealed interface TruncationTarget permits GridLimit, TruncationDrop, LearnedLimit {
    /** What is made of it, by its kind. */
    <T> T match(Function<GridLimit, T> limit, Function<TruncationDrop, T> drop, Function<LearnedLimit, T> learned);

    /** Whether the grid is known before anything is measured or trained. */
    default boolean isGiven() {
        return match(limit -> true, drop -> false, learned -> false);
    }

    /** Whether the grid is chosen by what truncations cost as measured. */
    default boolean isChosen() {
        return match(limit -> false, drop -> true, learned -> false);
    }

    /** Whether the grid is found in a training. */
    default boolean isLearned() {
        return match(limit -> false, drop -> false, learned -> true);
    }
}
