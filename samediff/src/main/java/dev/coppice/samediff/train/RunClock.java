package dev.coppice.samediff.train;

import java.time.Duration;

/** The time of one run against its limit. */
final class RunClock {
    private static final double NANOS = 1e9;

    private final long started = System.nanoTime();
    private final double limit;
    private final double before;

    /** With the seconds that the run took before it went on here. */
    RunClock(Duration limit, double before) {
        this.limit = limit.toMillis() / 1e3;
        this.before = before;
    }

    /** Seconds since the run began. */
    double seconds() {
        return before + (System.nanoTime() - started) / NANOS;
    }

    /** The share of the limit that is gone when so many seconds are kept back for the end; above 1 when it is over. */
    double share(double keptBack) {
        return seconds() / Math.max(1e-3, limit - keptBack);
    }
}
