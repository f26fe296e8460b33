package dev.coppice.compress.importance;

import java.util.Arrays;

/** What the scores of one contraction are divided by, so that those of several can be compared. */
public enum ScoreNormalization {
    /** Nothing: for criteria whose scores compare as they are. */
    NONE,
    /** Their mean: a contraction with larger weights has no more say. */
    MEAN,
    /** The highest. */
    MAX,
    /** Their sum: channels of wide layers score less. */
    SUM;

    /** Normalised scores; those of a contraction that are all zero stay so. */
    double[] of(double... scores) {
        double by = divisor(scores);
        return Arrays.stream(scores).map(s -> by > 0 ? s / by : 0).toArray();
    }

    private double divisor(double... scores) {
        return switch (this) {
            case NONE -> 1;
            case MEAN -> Arrays.stream(scores).average().orElse(0);
            case MAX -> Arrays.stream(scores).max().orElse(0);
            case SUM -> Arrays.stream(scores).sum();
        };
    }
}
