package dev.coppice.compress.plan;

import dev.coppice.models.resample.Grid;

/** A grid that no map may exceed. */
public record GridLimit(Grid grid) implements TruncationTarget {
    /** The grid's own form, {@code 1/2}. */
    @Override
    public String toString() {
        return grid.toString();
    }
}
