package dev.coppice.compress.importance;

import java.util.Arrays;

/** Normalisation of the scores of one contraction by a divisor, so that contractions compare. */
public enum ScoreNormalization {
    /** No divisor: for criteria whose scores compare as they are. */
    NONE,
    /** Their mean: larger weights do not favour a contraction. */
    MEAN,
    /** The highest score. */
    MAX,
    /** Their sum: channels of wide layers score less. */
    SUM;

    /** The normalised scores; if all are zero, they stay zero. */
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
