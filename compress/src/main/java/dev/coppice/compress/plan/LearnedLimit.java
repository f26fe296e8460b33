package dev.coppice.compress.plan;

import java.util.function.Function;

/** Grid that a training finds. */
public record LearnedLimit() implements TruncationTarget {
    @Override
    public <T> T match(
            Function<GridLimit, T> limit, Function<TruncationDrop, T> drop, Function<LearnedLimit, T> learned) {
        return learned.apply(this);
    }

    @Override
    public String toString() {
        return "learned";
    }
}
