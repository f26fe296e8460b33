package dev.coppice.eval.latency.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Correction of a sum of segment times to the time of the whole network, as a factor that depends on the sum. It is
 * interpolated linearly in the logarithm of the sum between timed networks, and constant beyond them.
 *
 * @param points timed networks, ascending in the sum
 */
record Calibration(List<Point> points) {
    /** The calibration that leaves sums as they are. */
    static final Calibration NONE = new Calibration(List.of());

    /** The difference of natural logarithms below which sums count as equal; the factors of equal sums are averaged. */
    private static final double ALIKE = 0.1;

    /**
     * A timed network.
     *
     * @param sum sum of its segments' times, in milliseconds
     * @param measured time of the whole network, in milliseconds
     */
    record Point(double sum, double measured) {
        double factor() {
            return measured / sum;
        }
    }

    Calibration {
        points = List.copyOf(points);
    }

    /** The calibration through these points, in any order. Points without times are left out. */
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

    /** The factor for a sum; 1 if nothing was timed. */
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
