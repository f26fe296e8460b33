package dev.coppice.eval.sweep;

import dev.coppice.compress.plan.PruningRatio;
import dev.coppice.models.resample.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One combination of a sweep.
 *
 * @param prune share of the channels to remove, empty for none
 * @param truncate grid to cap at, empty for none
 */
public record SweepPoint(Optional<PruningRatio> prune, Optional<Grid> truncate) {
    /** A name that serves as a folder's: {@code prune-0.4-truncate-1of2}. */
    public String name() {
        return "prune-" + pruneText() + "-truncate-" + truncateText().replace("/", "of");
    }

    /** The ratio as text, {@code none} without. */
    public String pruneText() {
        return prune.map(p -> String.format(Locale.ROOT, "%s", p.value())).orElse("none");
    }

    /** The grid as text, {@code none} without. */
    public String truncateText() {
        return truncate.map(Grid::toString).orElse("none");
    }

    /** Every ratio with every grid, the grids of the first ratio first; a combination named twice is there once. */
    public static List<SweepPoint> product(List<Optional<PruningRatio>> ratios, List<Optional<Grid>> grids) {
        List<SweepPoint> points = new ArrayList<>();
        for (Optional<PruningRatio> ratio : ratios) {
            for (Optional<Grid> grid : grids) {
                points.add(new SweepPoint(ratio, grid));
            }
        }
        return points.stream().distinct().toList();
    }
}
