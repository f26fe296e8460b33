package dev.coppice.compress.prune;

import dev.coppice.compress.plan.PruningRatio;

/**
 * Bounds that limits set on the pruning ratio of one layer.
 *
 * @param floor least share of its channels that it loses
 * @param ceiling greatest share of its channels that it loses
 * @param note which limit gave it a ratio of its own; empty if none did
 */
record RatioBounds(PruningRatio floor, PruningRatio ceiling, String note) {
    /** Whether the ratio is given, not chosen. */
    boolean isFixed() {
        return !note.isEmpty();
    }

    /** Whether the layer loses nothing. */
    boolean isIgnored() {
        return isFixed() && ceiling.value() == 0;
    }
}
