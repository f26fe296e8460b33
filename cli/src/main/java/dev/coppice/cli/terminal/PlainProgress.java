package dev.coppice.cli.terminal;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress in a log or a pipe: whole lines, of each task at most one every few seconds, and one at its end. Of a task that
 * is done again and again in no time, an end every few seconds is told; what was begun to be told is told to its end.
 */
public final class PlainProgress implements ProgressDisplay {
    private static final long BETWEEN_LINES_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final LongSupplier clock;
    private final Paces paces = new Paces();
    private final Map<String, Long> printedNanos = new HashMap<>();
    private final Map<String, String> untold = new LinkedHashMap<>();

    /**
     * Prints lines.
     *
     * @param clock nanoseconds, as {@link System#nanoTime()}
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

    /** A task that ended before all was done has a last state too. */
    @Override
    public synchronized void finish() {
        untold.values().forEach(this::print);
        untold.clear();
        paces.clear();
        printedNanos.clear();
    }
}
