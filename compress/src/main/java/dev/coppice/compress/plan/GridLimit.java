package dev.coppice.compress.plan;

import dev.coppice.models.resample.Grid;
import java.util.function.Function;

/** Grid that no map may exceed. */
public record GridLimit(Grid grid) implements TruncationTarget {
    /** The grid as text, {@code 1/2}. */
    @Override
    public <T> T match(
            Function<GridLimit, T> limit, Function<TruncationDrop, T> drop, Function<LearnedLimit, T> learned) {
        return limit.apply(this);
    }

    @Override
    public String toString() {
        return grid.toString();
    }
}
