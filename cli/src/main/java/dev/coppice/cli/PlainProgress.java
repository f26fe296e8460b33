package dev.coppice.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Progress in a log or a pipe: whole lines, at most one every few seconds and one at the end of each task. */
final class PlainProgress implements ProgressDisplay {
    private static final long BETWEEN_LINES_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final LongSupplier clock;
    private @Nullable Pace pace;
    private long printedNanos;

    /**
     * Prints lines.
     *
     * @param clock nanoseconds, as {@link System#nanoTime()}
     */
    PlainProgress(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
        this.printedNanos = clock.getAsLong();
    }

    @Override
    public synchronized void update(String task, long done, long total, String detail) {
        long now = clock.getAsLong();
        Pace current = pace;
        if (current == null || !current.task().equals(task)) {
            current = new Pace(task, now, done);
            pace = current;
        }
        if (done == total || now - printedNanos >= BETWEEN_LINES_NANOS) {
            printedNanos = now;
            out.println(current.line(done, total, detail, now));
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
        pace = null;
    }
}
