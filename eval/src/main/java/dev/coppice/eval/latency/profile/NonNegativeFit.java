package dev.coppice.eval.latency.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Linear least squares with non-negative coefficients (Lawson and Hanson, Solving Least Squares Problems, 1974). There are
 * few coefficients, so every set of positive ones is tried.
 */
final class NonNegativeFit {
    /** The smallest remaining share of a pivot. A smaller one shows that amounts depend on each other. */
    private static final double TINY = 1e-9;

    /** The smallest gain that counts, as a share of the squared values. Less is rounding. */
    private static final double ROUNDING = 1e-14;

    private NonNegativeFit() {}

    /**
     * One equation.
     *
     * @param amounts factors of the left side
     * @param value the right side
     * @param weight weight of its squared error
     */
    record Point(List<Double> amounts, double value, double weight) {
        Point {
            amounts = List.copyOf(amounts);
        }
    }

    /**
     * The coefficients with the smallest sum of weighted squared errors. Of equally good ones those with most zeros.
     *
     * @param points at least one equation, all with the same number of amounts
     */
    static List<Double> of(List<Point> points) {
        int count = points.get(0).amounts().size();
        double[] best = new double[count];
        double least = error(points, best);
        double clearly = ROUNDING * least;
        for (int set : smallestFirst(count)) {
            Optional<double[]> solved = solved(points, set, count);
            if (solved.isPresent()) {
                double error = error(points, solved.get());
                if (error < least - clearly) {
                    least = error;
                    best = solved.get();
                }
            }
        }
        return Arrays.stream(best).boxed().toList();
    }

    /** The sets of coefficients as bits, smallest first, without the empty set. */
    private static List<Integer> smallestFirst(int count) {
        return IntStream.range(1, 1 << count)
                .boxed()
                .sorted(Comparator.comparingInt(Integer::bitCount))
                .toList();
    }

    private static double error(List<Point> points, double... coefficients) {
        double sum = 0;
        for (Point point : points) {
            double miss = point.value();
            for (int i = 0; i < coefficients.length; i++) {
                miss -= coefficients[i] * point.amounts().get(i);
            }
            sum += point.weight() * miss * miss;
        }
        return sum;
    }

    /** The least-squares solution with these coefficients alone; empty if it is not determined or one of them is negative. */
    private static Optional<double[]> solved(List<Point> points, int set, int count) {
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if ((set >> i & 1) == 1) {
                free.add(i);
            }
        }
        int n = free.size();
        double[][] normal = new double[n][n + 1];
        for (Point point : points) {
            for (int r = 0; r < n; r++) {
                double factor = point.weight() * point.amounts().get(free.get(r));
                for (int c = 0; c < n; c++) {
                    normal[r][c] += factor * point.amounts().get(free.get(c));
                }
                normal[r][n] += factor * point.value();
            }
        }
        return eliminated(normal).map(solution -> {
            double[] all = new double[count];
            for (int i = 0; i < n; i++) {
                all[free.get(i)] = solution[i];
            }
            return all;
        });
    }

    /** Gauss-Jordan elimination with scaled rows. */
    private static Optional<double[]> eliminated(double[]... rows) {
        int n = rows.length;
        double[] whole = new double[n];
        for (int c = 0; c < n; c++) {
            whole[c] = rows[c][c];
        }
        for (int c = 0; c < n; c++) {
            double scale = rows[c][c];
            if (!(scale > TINY * whole[c])) {
                return Optional.empty();
            }
            for (int k = c; k <= n; k++) {
                rows[c][k] /= scale;
            }
            for (int r = 0; r < n; r++) {
                if (r != c) {
                    double factor = rows[r][c];
                    for (int k = c; k <= n; k++) {
                        rows[r][k] -= factor * rows[c][k];
                    }
                }
            }
        }
        double[] solution = new double[n];
        for (int r = 0; r < n; r++) {
            solution[r] = rows[r][n];
            if (!(solution[r] >= 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(solution);
    }
}
