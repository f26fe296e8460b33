package dev.coppice.cli.terminal;

import java.util.HashMap;
import java.util.Map;

/** The paces of the tasks under way. A task that another interrupts, such as a training by a validation, keeps its own pace. */
final class Paces {
    private final Map<String, Pace> running = new HashMap<>();

    /** The pace of a task; a new task starts now. A task ends when all its items are done. */
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
