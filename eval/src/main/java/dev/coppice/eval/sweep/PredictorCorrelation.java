package dev.coppice.eval.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        return new PredictorCorrelation(name, left.length, spearman(means(rows, predictor), left));
    }

    private static double[] means(Map<String, List<SweepRow>> rows, ToDoubleFunction<SweepRow> figure) {
        return rows.values().stream()
                .mapToDouble(same -> same.stream().mapToDouble(figure).average().orElseThrow())
                .toArray();
    }

    /** The correlation of the ranks. */
    static double spearman(double[] x, double[] y) {
        double[] a = ranks(x);
        double[] b = ranks(y);
        double mean = (a.length - 1) / 2.0;
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - mean) * (b[i] - mean);
            squaresA += (a[i] - mean) * (a[i] - mean);
            squaresB += (b[i] - mean) * (b[i] - mean);
        }
        return product / Math.sqrt(squaresA * squaresB);
    }

    /** From 0; equal values share the mean of their places. */
    private static double[] ranks(double[] values) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, values.length).boxed().toList());
        order.sort(Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int begin = 0; begin < values.length; ) {
            int end = begin;
            while (end < values.length && values[order.get(end)] == values[order.get(begin)]) {
                end++;
            }
            for (int i = begin; i < end; i++) {
                ranks[order.get(i)] = (begin + end - 1) / 2.0;
            }
            begin = end;
        }
        return ranks;
    }
}
