package dev.coppice.compress.prune;

import dev.coppice.compress.plan.PruningRatio;

/**
 * What the limits say of one layer.
 *
 * @param floor the least it loses
 * @param ceiling the most it loses
 * @param note how it came to a ratio of its own, empty if it has none
 */
record LayerRule(PruningRatio floor, PruningRatio ceiling, String note) {
    /** The ratio is given, not chosen. */
    boolean isFixed() {
        return !note.isEmpty();
    }

    /** The layer loses nothing. */
    boolean isIgnored() {
        return isFixed() && ceiling.value() == 0;
    }
}
