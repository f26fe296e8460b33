package dev.coppice.eval.sweep;

import java.util.List;
import java.util.Optional;

/**
 * The point of a front behind which more cost gains little: the one farthest from the straight line between the front's ends, each
 * axis scaled to the front's extent (Satopää et al., "Finding a Kneedle in a haystack", 2011).
 */
public final class FrontKnee {
    private static final int FEWEST = 3;

    private FrontKnee() {}

    /** The knee of the front of these rows; empty if the front has fewer than three points, or none is above the line. */
    public static Optional<SweepRow> of(List<SweepRow> rows) {
        List<SweepRow> front = ParetoPlot.front(rows);
        if (front.size() < FEWEST) {
            return Optional.empty();
        }
        SweepRow cheapest = front.get(0);
        SweepRow dearest = front.get(front.size() - 1);
        double left = ParetoPlot.cost(cheapest, rows);
        double width = ParetoPlot.cost(dearest, rows) - left;
        double bottom = cheapest.figure("mIoU");
        double height = dearest.figure("mIoU") - bottom;
        SweepRow knee = cheapest;
        double farthest = 0;
        for (SweepRow row : front) {
            // the distance from the line is this over the square root of two
            double above = (row.figure("mIoU") - bottom) / height - (ParetoPlot.cost(row, rows) - left) / width;
            if (above > farthest) {
                farthest = above;
                knee = row;
            }
        }
        return farthest > 0 ? Optional.of(knee) : Optional.empty();
    }
}
