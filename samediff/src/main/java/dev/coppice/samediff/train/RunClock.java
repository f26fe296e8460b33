package dev.coppice.samediff.train;

import java.time.Duration;

/** Clock of one run with a time limit. */
final class RunClock {
    private static final double NANOS = 1e9;

    private final long started = System.nanoTime();
    private final double limit;
    private final double before;

    /** Starts with the seconds that the run took before it was resumed. */
    RunClock(Duration limit, double before) {
        this.limit = limit.toMillis() / 1e3;
        this.before = before;
    }

    /** The seconds since the run began. */
    double seconds() {
        return before + (System.nanoTime() - started) / NANOS;
    }

    /** The used share of the limit, with some seconds reserved for the end; above 1 if the limit is exceeded. */
    double share(double keptBack) {
        return seconds() / Math.max(1e-3, limit - keptBack);
    }
}
