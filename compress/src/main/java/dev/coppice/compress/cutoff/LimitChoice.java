package dev.coppice.compress.cutoff;

import dev.coppice.models.resample.Grid;
import java.util.Optional;

/**
 * What one can ask a truncation's limit to be.
 *
 * @param grid the limit; empty where it is to be learned
 */
public record LimitChoice(Optional<Grid> grid) {
    /** A limit that is learned. */
    public static final LimitChoice LEARNED = new LimitChoice(Optional.empty());

    /** This very limit. */
    public LimitChoice(Grid grid) {
        this(Optional.of(grid));
    }

    /** Reads {@code learned} or a grid. */
    public static LimitChoice parse(String text) {
        return text.strip().equals(LearnedTruncation.PASS) ? LEARNED : new LimitChoice(Grid.parse(text));
    }

    /** Whether it is to be learned. */
    public boolean isLearned() {
        return grid.isEmpty();
    }

    @Override
    public String toString() {
        return grid.map(Grid::toString).orElse(LearnedTruncation.PASS);
    }
}
