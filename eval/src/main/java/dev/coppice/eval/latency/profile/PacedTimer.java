package dev.coppice.eval.latency.profile;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Timer of networks at the pace at which another was timed once. The other is timed before and after each: a machine's speed
 * changes from hour to hour, and shares of the other's time must not depend on that.
 */
final class PacedTimer {
    /** Nanoseconds for which a time says how fast the machine is. */
    private static final long FRESH = 20_000_000_000L;

    private final MicroTimer timer;
    private @Nullable Pace latest;

    /** The time of a network, and when it was taken. */
    private record Pace(String key, double milliseconds, long nanos) {}

    PacedTimer(MicroTimer timer) {
        this.timer = timer;
    }

    /**
     * The time of a network, scaled to the pace of another. The other's time from after the network before this one, if that
     * was just now and calm, is its time from before this one. A row is disturbed if the other's two times differ clearly.
     *
     * @param then milliseconds of the other when it was timed for the profile
     */
    LatencyProfile.Row row(MicroNetwork network, MicroNetwork other, double then) {
        double before = lately(other).orElseGet(() -> timer.time(other));
        double time = timer.time(network);
        double after = timer.time(other);
        double pace = then / ((before + after) / 2);
        double slowed = Math.max(before, after) / Math.min(before, after);
        boolean isDisturbed = slowed > LatencyProfile.DISTURBED;
        latest = isDisturbed ? null : new Pace(other.key(), after, timer.clock().getAsLong());
        return new LatencyProfile.Row(
                network.what(), Optional.of(time * pace).filter(Double::isFinite), isDisturbed ? slowed : 1);
    }

    private OptionalDouble lately(MicroNetwork network) {
        Pace known = latest;
        if (known == null || !known.key().equals(network.key())) {
            return OptionalDouble.empty();
        }
        boolean isFresh = timer.clock().getAsLong() - known.nanos() < FRESH;
        return isFresh ? OptionalDouble.of(known.milliseconds()) : OptionalDouble.empty();
    }
}
