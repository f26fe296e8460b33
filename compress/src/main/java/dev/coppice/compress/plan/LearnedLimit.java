package dev.coppice.compress.plan;

/** The grid that a training finds. */
public record LearnedLimit() implements TruncationTarget {
    @Override
    public String toString() {
        return "learned";
    }
}
