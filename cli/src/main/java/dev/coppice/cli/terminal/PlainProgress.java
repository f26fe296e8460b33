package dev.coppice.cli.terminal;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress in a log or a pipe, in whole lines. Each task prints at most one line every few seconds, and one at its end. A
 * short task that repeats prints an end only every few seconds. A task that has printed a line always prints its end.
 */
public final class PlainProgress implements ProgressDisplay {
    private static final long BETWEEN_LINES_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final LongSupplier clock;
    private final Paces paces = new Paces();
    private final Map<String, Long> printedNanos = new HashMap<>();
    private final Map<String, String> untold = new LinkedHashMap<>();

    /**
     * Creates a display that prints lines.
     *
     * @param clock the time in nanoseconds, such as {@link System#nanoTime()}
     */
    public PlainProgress(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void update(String task, long done, long total, String detail) {
        long now = clock.getAsLong();
        Pace pace = paces.of(task, done, total, now);
        long printed = printedNanos.getOrDefault(task, Long.MIN_VALUE);
        boolean begun = printed > pace.startNanos();
        boolean first = printed == Long.MIN_VALUE;
        boolean due = now - (first ? pace.startNanos() : printed) >= BETWEEN_LINES_NANOS;
        boolean lasted = now - pace.startNanos() >= BETWEEN_LINES_NANOS;
        String line = pace.line(done, total, detail, now).toString();
        if (done == total ? begun || first || due : due && lasted) {
            printedNanos.put(task, now);
            untold.remove(task);
            print(line);
        } else if (begun) {
            untold.put(task, line);
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void message(String line) {
        print(line);
    }

    /** Prints the last state of a task that ended early, too. */
    @Override
    public synchronized void finish() {
        untold.values().forEach(this::print);
        untold.clear();
        paces.clear();
        printedNanos.clear();
    }
}
