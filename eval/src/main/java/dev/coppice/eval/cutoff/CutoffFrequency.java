package dev.coppice.eval.cutoff;

import dev.coppice.models.resample.Grid;
import java.util.List;
import java.util.Optional;

/**
 * How coarse a grid one tensor may be carried on.
 *
 * @param tensor its name
 * @param own where it lies, as text: grid and size
 * @param cutoff the coarsest grid of the ladder that stays under the tolerance; empty where none does, or where none is
 *     coarser than its own
 * @param points what was measured, the finest grid first; a monotone search leaves some grids of the ladder out
 * @param declined why there is nothing to measure, empty if there is
 */
public record CutoffFrequency(
        String tensor, String own, Optional<Grid> cutoff, List<CutoffPoint> points, String declined) {
    public CutoffFrequency {
        points = List.copyOf(points);
    }

    /** The measurement at a grid. */
    public Optional<CutoffPoint> at(Grid grid) {
        return points.stream().filter(point -> point.grid().equals(grid)).findFirst();
    }

    /** The measurement that shows who pays: at the first grid beyond the cut-off, or at the cut-off where that is the last. */
    public Optional<CutoffPoint> beyond() {
        int at = cutoff.flatMap(this::at).map(points::indexOf).orElse(-1);
        return points.isEmpty() ? Optional.empty() : Optional.of(points.get(Math.min(at + 1, points.size() - 1)));
    }
}
