package dev.coppice.spark;

import dev.coppice.eval.sweep.PointAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Points that failed while machines still come. A machine that can work on nothing fails points within a second, and would fail all
 * before the others are there: such points are tried again when another machine comes, and have failed once none comes any more.
 */
final class EarlyFailures {
    /** How long after the first machine others may be expected. */
    static final Duration SETTLING = Duration.ofMinutes(2);

    private final LongSupplier nanos;
    private final Map<String, Held> held = new LinkedHashMap<>();
    private int machines;
    private long first;

    /**
     * No failures so far.
     *
     * @param nanos the time
     */
    EarlyFailures(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Held(PointAnswer answer, int machines) {}

    /** Takes note of how many machines have come. */
    void machines(int count) {
        if (machines == 0 && count > 0) {
            first = nanos.getAsLong();
        }
        machines = count;
    }

    /** Whether the failure of a point is not its last word. */
    boolean holds(PointAnswer answer) {
        boolean early = !answer.trouble().isEmpty() && isEarly();
        if (early) {
            held.put(answer.point(), new Held(answer, machines));
        }
        return early;
    }

    /** The points to try again: another machine has come since. They are held no longer. */
    List<String> again() {
        List<String> points = held.entrySet().stream()
                .filter(entry -> entry.getValue().machines() < machines)
                .map(Map.Entry::getKey)
                .toList();
        points.forEach(held::remove);
        return points;
    }

    /** The failures that no machine will mend. They are held no longer. */
    List<PointAnswer> last() {
        List<PointAnswer> answers = new ArrayList<>();
        for (Iterator<Held> rest = held.values().iterator(); !isEarly() && rest.hasNext(); rest.remove()) {
            answers.add(rest.next().answer());
        }
        return answers;
    }

    private boolean isEarly() {
        return nanos.getAsLong() - first < SETTLING.toNanos();
    }
}
