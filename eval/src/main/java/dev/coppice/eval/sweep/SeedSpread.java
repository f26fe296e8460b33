package dev.coppice.eval.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Points that differ in their seed alone.
 *
 * @param settings what they have in common, by column, without the name and the seed
 * @param cost mean of their costs, in MACs or milliseconds; NaN if one is not known
 * @param mean mean of their accuracies
 * @param deviation sample standard deviation of their accuracies
 * @param seeds number of seeds
 */
public record SeedSpread(List<String> settings, double cost, double mean, double deviation, int seeds) {
    /** The columns of {@link #settings}. */
    public static final List<String> COLUMNS = SweepRow.POINT.subList(1, SweepRow.POINT.size() - 1);

    public SeedSpread {
        settings = List.copyOf(settings);
    }

    /** The points with at least two seeds, in the order of the rows. */
    static List<SeedSpread> of(List<SweepRow> rows, FrontCost cost) {
        Map<List<String>, List<SweepRow>> bySettings = new LinkedHashMap<>();
        rows.stream().filter(SweepRow::isDone).forEach(row -> bySettings
                .computeIfAbsent(COLUMNS.stream().map(row::asked).toList(), key -> new ArrayList<>())
                .add(row));
        List<SeedSpread> spreads = new ArrayList<>();
        bySettings.forEach((settings, same) -> {
            if (same.size() > 1) {
                spreads.add(of(settings, same, cost));
            }
        });
        return spreads;
    }

    private static SeedSpread of(List<String> settings, List<SweepRow> same, FrontCost cost) {
        double meanCost = same.stream().mapToDouble(cost::of).average().orElse(Double.NaN);
        double mean =
                same.stream().mapToDouble(row -> row.figure("mIoU")).average().orElse(Double.NaN);
        double squares = same.stream()
                .mapToDouble(row -> Math.pow(row.figure("mIoU") - mean, 2))
                .sum();
        return new SeedSpread(settings, meanCost, mean, Math.sqrt(squares / (same.size() - 1)), same.size());
    }
}
