package dev.coppice.cli.terminal;

import java.util.HashMap;
import java.util.Map;

/** The paces of the tasks under way: one that is interrupted by another (training by a validation) goes on at its own. */
final class Paces {
    private final Map<String, Pace> running = new HashMap<>();

    /** The pace of a task, which starts now if it is new; a task that has all its items done is over. */
    Pace of(String task, long done, long total, long nowNanos) {
        Pace pace = running.computeIfAbsent(task, t -> new Pace(t, nowNanos, done));
        if (done == total) {
            running.remove(task);
        }
        return pace;
    }

    void clear() {
        running.clear();
    }
}
