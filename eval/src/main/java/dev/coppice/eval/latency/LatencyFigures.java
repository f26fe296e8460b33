package dev.coppice.eval.latency;

import java.util.Arrays;

/**
 * Figures of the time of one run.
 *
 * @param median median in milliseconds
 * @param p95 95th percentile in milliseconds (nearest rank)
 * @param runs number of timed runs, without warm-up
 */
public record LatencyFigures(double median, double p95, int runs) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** The figures of some timings in nanoseconds. */
    public static LatencyFigures of(long... nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("no timings");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
        double p95 = sorted[(int) Math.ceil(0.95 * n) - 1];
        return new LatencyFigures(median / NANOS_PER_MILLI, p95 / NANOS_PER_MILLI, n);
    }
}
