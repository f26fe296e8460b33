package dev.coppice.cli.terminal;

import dev.coppice.models.measure.Stage;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress in a log or a pipe, in whole lines. A stage prints a line when it begins. A task prints a line only if it lasts,
 * and then ever more rarely. A task that has printed a line always prints its end.
 */
public final class PlainProgress implements ProgressDisplay {
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long VERBOSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final LongSupplier clock;
    private final Paces paces = new Paces();
    private final Map<String, Told> told = new HashMap<>();
    private final Map<String, String> untold = new LinkedHashMap<>();
    private Verbosity verbosity = Verbosity.USUAL;

    /**
     * What was printed of a task, in all its runs.
     *
     * @param nanos when the last line was printed, or when the task was first heard of
     * @param lines the number of lines
     */
    private record Told(long nanos, int lines) {
        /** The time to the next line: it doubles from line to line. */
        long pause() {
            return Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(lines, 10));
        }
    }

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
    public synchronized void show(Verbosity wanted) {
        verbosity = wanted;
    }

    @Override
    public synchronized void update(String task, long done, long total, String detail) {
        if (verbosity == Verbosity.QUIET) {
            return;
        }
        long now = clock.getAsLong();
        Pace pace = paces.of(task, done, total, now);
        Told before = told.computeIfAbsent(task, name -> new Told(now, 0));
        boolean begun = before.lines() > 0 && before.nanos() > pace.startNanos();
        String line = pace.line(done, total, detail, now).toString();
        if (done == total ? begun || verbosity == Verbosity.VERBOSE : isDue(before, pace, now)) {
            told.put(task, new Told(now, before.lines() + 1));
            untold.remove(task);
            print(line);
        } else if (begun) {
            untold.put(task, line);
        }
    }

    private boolean isDue(Told before, Pace pace, long now) {
        boolean verbose = verbosity == Verbosity.VERBOSE;
        long lasted = now - pace.startNanos();
        return now - before.nanos() >= (verbose ? VERBOSE_NANOS : before.pause())
                && lasted >= (verbose ? VERBOSE_NANOS : FIRST_NANOS);
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void message(String line) {
        print(line);
    }

    @Override
    public synchronized void course(String line) {
        if (verbosity != Verbosity.QUIET) {
            message(line);
        }
    }

    @Override
    public synchronized void stage(Stage stage) {
        if (verbosity != Verbosity.QUIET) {
            finish();
            print(stage.toString());
        }
    }

    /** Prints the last state of a task that ended early, too. */
    @Override
    public synchronized void finish() {
        untold.values().forEach(this::print);
        untold.clear();
        paces.clear();
        told.clear();
    }
}
