package dev.coppice.eval.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The truncations of a sweep that cut no channels and have a low-pass. Each has one row per seed.
 *
 * @param rows by grid and region, in the order of the sweep
 */
record TruncatedRows(Map<String, List<SweepRow>> rows) {
    static TruncatedRows of(List<SweepRow> all) {
        return new TruncatedRows(all.stream()
                .filter(SweepRow::isUncut)
                .filter(row -> !Double.isNaN(row.figure(SweepRow.LOW_PASS)))
                .collect(Collectors.groupingBy(
                        row -> row.asked("truncate") + " from " + row.asked(SweepRow.REGION),
                        LinkedHashMap::new,
                        Collectors.toList())));
    }

    int count() {
        return rows.size();
    }

    /** The mean of each truncation over its seeds. */
    double[] means(ToDoubleFunction<SweepRow> figure) {
        return rows.values().stream()
                .mapToDouble(same -> same.stream().mapToDouble(figure).average().orElseThrow())
                .toArray();
    }
}
