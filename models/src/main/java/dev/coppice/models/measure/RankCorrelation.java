package dev.coppice.models.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Spearman's rank correlation, which says whether two figures rank things in the same order. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * The correlation of the ranks (Spearman, 1904): 1 for the same order, −1 for the opposite order. Equal figures share
     * their mean rank.
     *
     * @return a number in [−1, 1]; NaN for fewer than 2 pairs, if a figure is NaN, or if all figures of one side are equal
     */
    public static double spearman(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " figures and " + second.length);
        }
        if (first.length < 2 || IntStream.range(0, first.length).anyMatch(i -> Double.isNaN(first[i] + second[i]))) {
            return Double.NaN;
        }
        double[] a = ranks(first);
        double[] b = ranks(second);
        double mean = (first.length - 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static double[] ranks(double[] values) {
        return Arrays.stream(values)
                .map(value -> {
                    long below = Arrays.stream(values).filter(v -> v < value).count();
                    long equal = Arrays.stream(values).filter(v -> v == value).count();
                    return below + (equal - 1) / 2.0;
                })
                .toArray();
    }
}
