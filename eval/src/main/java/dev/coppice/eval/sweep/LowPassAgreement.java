package dev.coppice.eval.sweep;

import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.RankCorrelation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Agreement of two drops: the one that a low-pass in place predicts, and the one of the rewritten network before training.
 *
 * @param truncations number of truncations compared
 * @param spearman rank correlation of both drops, in [−1, 1]
 * @param small number of truncations with either drop below 10 points
 * @param medianDifference median absolute difference of both drops over these, in points of accuracy; NaN if there are none
 */
public record LowPassAgreement(int truncations, double spearman, int small, double medianDifference) {
    private static final double SMALL_POINTS = 10;

    /**
     * The agreement over the points that cut no channels. Each truncation counts with the mean over its seeds. Empty with
     * fewer than two.
     */
    public static Optional<LowPassAgreement> of(List<SweepRow> rows) {
        TruncatedRows truncated = TruncatedRows.of(rows);
        if (truncated.count() < 2) {
            return Optional.empty();
        }
        double[] predicted = truncated.means(row -> Drop.points(row.drop(SweepRow.LOW_PASS)));
        double[] rewritten = truncated.means(row -> Drop.points(row.drop(SweepRow.REWRITTEN)));
        double[] differences = IntStream.range(0, predicted.length)
                .filter(i -> Math.min(predicted[i], rewritten[i]) < SMALL_POINTS)
                .mapToDouble(i -> Math.abs(predicted[i] - rewritten[i]))
                .sorted()
                .toArray();
        double spearman = RankCorrelation.spearman(predicted, rewritten);
        return Optional.of(new LowPassAgreement(predicted.length, spearman, differences.length, median(differences)));
    }

    private static double median(double... ascending) {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1
                ? ascending[middle]
                : Arrays.stream(ascending)
                        .skip(Math.max(0, middle - 1))
                        .limit(2)
                        .average()
                        .orElse(Double.NaN);
    }
}
