package dev.coppice.cli.terminal;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Progress on a terminal: one line for each task, rewritten in place a few times a second. */
public final class TerminalProgress implements ProgressDisplay {
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String REWRITE = "\r\u001b[K";

    private final PrintStream out;
    private final int columns;
    private final LongSupplier clock;
    private final Paces paces = new Paces();
    private @Nullable String shown;
    private ProgressLine line = new ProgressLine("", "", List.of(), List.of());
    private long drawnNanos;

    /**
     * Creates a display that draws on a terminal.
     *
     * @param columns the width of the terminal; longer lines are shortened, since a wrapped line cannot be rewritten
     * @param clock the time in nanoseconds, such as {@link System#nanoTime()}
     */
    public TerminalProgress(PrintStream out, int columns, LongSupplier clock) {
        this.out = out;
        this.columns = columns;
        this.clock = clock;
    }

    @Override
    public synchronized void update(String task, long done, long total, String detail) {
        long now = clock.getAsLong();
        boolean starts = !task.equals(shown);
        if (starts) {
            end();
            shown = task;
        }
        line = paces.of(task, done, total, now).line(done, total, detail, now);
        if (starts || done == total || now - drawnNanos >= REDRAW_NANOS) {
            draw(now);
        }
    }

    @Override
    public synchronized void message(String text) {
        out.print(REWRITE + text + System.lineSeparator());
        if (shown != null) {
            draw(clock.getAsLong());
        }
        out.flush();
    }

    @Override
    public synchronized void finish() {
        end();
        paces.clear();
    }

    private void end() {
        if (shown != null) {
            draw(drawnNanos);
            out.println();
            out.flush();
            shown = null;
        }
    }

    private void draw(long now) {
        out.print(REWRITE + line.within(columns - 1));
        out.flush();
        drawnNanos = now;
    }
}
