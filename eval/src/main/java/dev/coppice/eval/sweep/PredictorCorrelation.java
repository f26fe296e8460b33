package dev.coppice.eval.sweep;

import dev.coppice.models.measure.Drop;
import dev.coppice.models.measure.RankCorrelation;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Correlation of a predictor, known before any training, with the drop that truncations have after training. It is
 * Spearman's rank correlation (Spearman, "The Proof and Measurement of Association between Two Things", 1904), with ties at
 * their mean rank.
 *
 * @param predictor {@code low-pass} (drop with the low-pass in place), {@code rewritten} (drop of the rewritten network
 *     before training) or {@code macs} (saved share of the MACs)
 * @param truncations number of truncations that are ranked
 * @param spearman rank correlation in [−1, 1]; NaN if all drops or all predictions are equal
 */
public record PredictorCorrelation(String predictor, int truncations, double spearman) {
    /** The smallest number of truncations whose order means something. */
    private static final int FEWEST = 4;

    /**
     * The correlations over the points that cut no channels. Each truncation counts with the mean over its seeds and recipes. Empty with
     * fewer than four. The drop after training is measured against the better of the original and, if there is one, the
     * original retrained alike (the points that truncate nothing).
     */
    public static List<PredictorCorrelation> of(List<SweepRow> rows) {
        TruncatedRows truncated = TruncatedRows.of(rows);
        if (truncated.count() < FEWEST) {
            return List.of();
        }
        double alike = rows.stream()
                .filter(row -> row.isUncut() && row.asked("truncate").equals(SweepPoint.NONE))
                .mapToDouble(row -> row.figure("mIoU"))
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
        double[] left =
                truncated.means(row -> Drop.of(Math.max(row.figure("originalMIoU"), alike), row.figure("mIoU")));
        return List.of(
                correlation("low-pass", left, truncated, row -> row.drop(SweepRow.LOW_PASS)),
                correlation("rewritten", left, truncated, row -> row.drop(SweepRow.REWRITTEN)),
                correlation("macs", left, truncated, row -> 1 - row.figure("macsShare")));
    }

    private static PredictorCorrelation correlation(
            String name, double[] left, TruncatedRows rows, ToDoubleFunction<SweepRow> predictor) {
        return new PredictorCorrelation(name, left.length, RankCorrelation.spearman(rows.means(predictor), left));
    }
}
