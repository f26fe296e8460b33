package dev.coppice.cli.terminal;

import dev.coppice.models.measure.Stage;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Progress on a terminal: one display, rewritten in place a few times a second. Its first line is the stage with those
 * ahead, its second the task under way. Above it stay messages, and a line for each stage that has ended.
 */
public final class TerminalProgress implements ProgressDisplay {
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String CLEAR = "\r\u001b[K";
    private static final String UP = "\u001b[1A\u001b[K";

    private final PrintStream out;
    private final Screen screen;
    private final LongSupplier clock;
    private final Paces paces = new Paces();
    private Verbosity verbosity = Verbosity.USUAL;
    private @Nullable Stage stage;
    private long stageNanos;
    private @Nullable ProgressLine line;
    private int linesDrawn;
    private long drawnNanos;

    /**
     * Creates a display that draws on a terminal.
     *
     * @param screen the terminal; longer lines are shortened, since a wrapped line cannot be rewritten
     * @param clock the time in nanoseconds, such as {@link System#nanoTime()}
     */
    public TerminalProgress(PrintStream out, Screen screen, LongSupplier clock) {
        this.out = out;
        this.screen = screen;
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
        boolean starts = line == null || !line.task().equals(task);
        line = paces.of(task, done, total, now).line(done, total, detail, now);
        if (done == total && verbosity == Verbosity.VERBOSE) {
            String ended = line.toString();
            line = null;
            message(ended);
        } else if (starts || done == total || now - drawnNanos >= REDRAW_NANOS) {
            clear();
            draw(now);
        }
    }

    @Override
    public synchronized void message(String text) {
        clear();
        out.println(text);
        draw(clock.getAsLong());
    }

    @Override
    public synchronized void course(String text) {
        if (verbosity != Verbosity.QUIET) {
            message(text);
        }
    }

    @Override
    public synchronized void stage(Stage next) {
        if (verbosity != Verbosity.QUIET) {
            long now = clock.getAsLong();
            clear();
            endStage(now);
            stage = next;
            stageNanos = now;
            draw(now);
        }
    }

    @Override
    public synchronized void finish() {
        clear();
        endStage(clock.getAsLong());
        out.flush();
        paces.clear();
    }

    private void endStage(long now) {
        if (stage != null) {
            out.println(stage + screen.faint(", " + Pace.duration(now - stageNanos)));
            stage = null;
        }
        line = null;
    }

    private void clear() {
        if (linesDrawn > 0) {
            out.print(CLEAR + UP.repeat(linesDrawn - 1));
            linesDrawn = 0;
        }
    }

    private void draw(long now) {
        if (stage != null) {
            drawn(List.of(stage.toString(), ahead(stage)));
        }
        if (line != null) {
            drawn(List.of("", line.within(screen.columns() - 1)));
        }
        out.flush();
        drawnNanos = now;
    }

    private void drawn(List<String> parts) {
        int width = Math.max(0, screen.columns() - 1);
        String bold = shortened(parts.get(0), width);
        String plain = shortened(parts.get(1), width - bold.length());
        out.print((linesDrawn > 0 ? System.lineSeparator() : "") + screen.bold(bold) + screen.faint(plain));
        linesDrawn++;
    }

    private static String ahead(Stage stage) {
        return stage.ahead().isEmpty() ? "" : ", then " + String.join(", ", stage.ahead());
    }

    private static String shortened(String text, int width) {
        return text.length() <= width ? text : width < 1 ? "" : text.substring(0, width - 1) + "…";
    }
}
