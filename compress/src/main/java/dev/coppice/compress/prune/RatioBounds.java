package dev.coppice.compress.prune;

import dev.coppice.compress.plan.PruningRatio;

/**
 * Bounds that the limits set to the pruning ratio of one layer.
 *
 * @param floor the least share that it loses
 * @param ceiling the largest share that it loses
 * @param note how it came to a ratio of its own, empty if it has none
 */
record RatioBounds(PruningRatio floor, PruningRatio ceiling, String note) {
    /** The ratio is given, not chosen. */
    boolean isFixed() {
        return !note.isEmpty();
    }

    /** The layer loses nothing. */
    boolean isIgnored() {
        return isFixed() && ceiling.value() == 0;
    }
}
