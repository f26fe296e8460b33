package dev.coppice.eval.cutoff;

import dev.coppice.models.resample.Grid;
import java.util.List;
import java.util.Optional;

/**
 * The cut-off of one tensor: the coarsest grid that it may be carried on.
 *
 * @param tensor name of the tensor
 * @param own its own place, as text: grid and size
 * @param cutoff the coarsest grid of the ladder within the tolerance; empty if none is, or if none is coarser than the
 *     tensor's own
 * @param points measurements, the finest grid first; the search leaves out some grids of the ladder
 * @param declined the reason why there is nothing to measure, empty if there is something
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

    /**
     * The measurement that shows which classes lose most: at the first grid beyond the cut-off, or at the cut-off if it is
     * the last.
     */
    public Optional<CutoffPoint> beyond() {
        int at = cutoff.flatMap(this::at).map(points::indexOf).orElse(-1);
        return points.isEmpty() ? Optional.empty() : Optional.of(points.get(Math.min(at + 1, points.size() - 1)));
    }
}
