package dev.coppice.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress in a log or a pipe: whole lines, of each task at most one every few seconds, and one at its end. Of a task that
 * is done again and again in no time, only the first end is told.
 */
final class PlainProgress implements ProgressDisplay {
    private static final long BETWEEN_LINES_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final LongSupplier clock;
    private final Paces paces = new Paces();
    private final Map<String, Long> printedNanos = new HashMap<>();

    /**
     * Prints lines.
     *
     * @param clock nanoseconds, as {@link System#nanoTime()}
     */
    PlainProgress(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void update(String task, long done, long total, String detail) {
        long now = clock.getAsLong();
        Pace pace = paces.of(task, done, total, now);
        boolean due = now - printedNanos.getOrDefault(task, pace.startNanos()) >= BETWEEN_LINES_NANOS;
        boolean lasted = now - pace.startNanos() >= BETWEEN_LINES_NANOS;
        if (due || (done == total && (lasted || !printedNanos.containsKey(task)))) {
            printedNanos.put(task, now);
            out.println(pace.line(done, total, detail, now));
            out.flush();
        }
    }

    @Override
    public synchronized void message(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void finish() {
        paces.clear();
        printedNanos.clear();
    }
}
