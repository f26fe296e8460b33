package dev.coppice.compress.importance;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What the scores of one contraction are divided by, so that those of several can be compared. */
public enum ScoreNormalization {
    /** Nothing: for criteria whose scores compare as they are. */
    NONE(scores -> 1),
    /** Their mean: a contraction with larger weights has no more say. */
    MEAN(scores -> Arrays.stream(scores).average().orElse(0)),
    /** The highest. */
    MAX(scores -> Arrays.stream(scores).max().orElse(0)),
    /** Their sum: channels of wide layers score less. */
    SUM(scores -> Arrays.stream(scores).sum());

    private final ToDoubleFunction<double[]> divisor;

    ScoreNormalization(ToDoubleFunction<double[]> divisor) {
        this.divisor = divisor;
    }

    /** Normalised scores; those of a contraction that are all zero stay so. */
    double[] of(double... scores) {
        double by = divisor.applyAsDouble(scores);
        return Arrays.stream(scores).map(s -> by > 0 ? s / by : 0).toArray();
    }
}
