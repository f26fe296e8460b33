package dev.coppice.eval.latency.profile;

import java.util.Comparator;
import java.util.List;

/**
 * How much more a whole network takes than the sum of its segments, by that sum: interpolated linearly in its logarithm between
 * networks that were timed, and constant beyond them.
 *
 * @param points ascending in the sum
 */
record Calibration(List<Point> points) {
    /** Takes sums as they are. */
    static final Calibration NONE = new Calibration(List.of());

    /** Sums that differ by less are of networks as good as the same: their factors are averaged. */
    private static final double ALIKE = 0.1;

    /**
     * A network that was timed.
     *
     * @param sum of its segments, in milliseconds
     * @param measured whole, in milliseconds
     */
    record Point(double sum, double measured) {
        double factor() {
            return measured / sum;
        }
    }

    Calibration {
        points = List.copyOf(points);
    }

    static Calibration of(List<Point> points) {
        List<Point> sorted = points.stream()
                .filter(point -> point.sum() > 0 && point.measured() > 0)
                .sorted(Comparator.comparingDouble(Point::sum))
                .toList();
        return new Calibration(sorted);
    }

    /** What a sum is multiplied by. */
    double factor(double sum) {
        if (points.isEmpty()) {
            return 1;
        }
        int above = 0;
        while (above < points.size() && points.get(above).sum() < sum) {
            above++;
        }
        Point high = points.get(Math.min(above, points.size() - 1));
        Point low = points.get(Math.max(0, above - 1));
        double span = Math.log(high.sum() / low.sum());
        if (span < ALIKE) {
            return (low.factor() + high.factor()) / 2;
        }
        double way = Math.max(0, Math.min(1, Math.log(sum / low.sum()) / span));
        return low.factor() + way * (high.factor() - low.factor());
    }
}
