package dev.coppice.eval.sweep;

import dev.coppice.models.measure.RankCorrelation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How well something that is known before any training orders truncations by the drop that is left after it: Spearman's rank
 * correlation (Spearman, "The Proof and Measurement of Association between Two Things", 1904), ties at their mean rank.
 *
 * @param predictor {@code low-pass} (drop with the low-pass in place), {@code rewritten} (drop of the rewritten network before
 *     training) or {@code macs} (share of the MACs that is saved)
 * @param truncations how many are ordered
 * @param spearman in [−1, 1]; NaN where all drops or all predictions are equal
 */
public record PredictorCorrelation(String predictor, int truncations, double spearman) {
    /** With fewer the order says nothing. */
    private static final int FEWEST = 4;

    /**
     * Of the points that cut no channels, each truncation with the mean over its seeds; nothing where there are fewer than
     * four. The drop after training is against the better of the original and the original retrained alike (the points that
     * truncate nothing), if there is one.
     */
    public static List<PredictorCorrelation> of(List<SweepRow> rows) {
        List<SweepRow> uncut = rows.stream()
                .filter(SweepRow::isDone)
                .filter(row -> row.asked("prune").equals(SweepPoint.NONE))
                .toList();
        Map<String, List<SweepRow>> byTruncation = uncut.stream()
                .filter(row -> !Double.isNaN(row.figure(SweepRow.LOW_PASS)))
                .collect(Collectors.groupingBy(row -> row.asked("truncate"), LinkedHashMap::new, Collectors.toList()));
        if (byTruncation.size() < FEWEST) {
            return List.of();
        }
        double retrained = uncut.stream()
                .filter(row -> row.asked("truncate").equals(SweepPoint.NONE))
                .mapToDouble(row -> row.figure("mIoU"))
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
        double[] left =
                means(byTruncation, row -> Math.max(row.figure("originalMIoU"), retrained) - row.figure("mIoU"));
        return List.of(
                correlation("low-pass", left, byTruncation, row -> drop(row, SweepRow.LOW_PASS)),
                correlation("rewritten", left, byTruncation, row -> drop(row, "mIoUBeforeRetraining")),
                correlation("macs", left, byTruncation, row -> 1 - row.figure("macsShare")));
    }

    private static double drop(SweepRow row, String column) {
        return row.figure("originalMIoU") - row.figure(column);
    }

    private static PredictorCorrelation correlation(
            String name, double[] left, Map<String, List<SweepRow>> rows, ToDoubleFunction<SweepRow> predictor) {
        return new PredictorCorrelation(name, left.length, RankCorrelation.spearman(means(rows, predictor), left));
    }

    private static double[] means(Map<String, List<SweepRow>> rows, ToDoubleFunction<SweepRow> figure) {
        return rows.values().stream()
                .mapToDouble(same -> same.stream().mapToDouble(figure).average().orElseThrow())
                .toArray();
    }
}
