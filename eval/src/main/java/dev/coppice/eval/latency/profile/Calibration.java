package dev.coppice.eval.latency.profile;

import java.util.ArrayList;
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

    /** Natural logarithm; sums that differ by less are of networks as good as the same: their factors are averaged. */
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

    /** Through these points, in any order; those without times are left out. */
    static Calibration of(List<Point> points) {
        List<Point> sorted = points.stream()
                .filter(point -> point.sum() > 0 && point.measured() > 0)
                .sorted(Comparator.comparingDouble(Point::sum))
                .toList();
        List<Point> distinct = new ArrayList<>();
        int begin = 0;
        for (int end = 1; end <= sorted.size(); end++) {
            if (end == sorted.size()
                    || Math.log(sorted.get(end).sum() / sorted.get(begin).sum()) >= ALIKE) {
                distinct.add(average(sorted.subList(begin, end)));
                begin = end;
            }
        }
        return new Calibration(distinct);
    }

    private static Point average(List<Point> alike) {
        double sum = alike.stream().mapToDouble(Point::sum).average().orElseThrow();
        double factor = alike.stream().mapToDouble(Point::factor).average().orElseThrow();
        return new Point(sum, sum * factor);
    }

    /** What a sum is multiplied by; 1 where nothing was timed. */
    double factor(double sum) {
        if (points.isEmpty()) {
            return 1;
        }
        int above = 0;
        while (above < points.size() && points.get(above).sum() < sum) {
            above++;
        }
        if (above == 0 || above == points.size()) {
            return points.get(Math.min(above, points.size() - 1)).factor();
        }
        Point low = points.get(above - 1);
        Point high = points.get(above);
        double way = Math.log(sum / low.sum()) / Math.log(high.sum() / low.sum());
        return low.factor() + way * (high.factor() - low.factor());
    }
}
