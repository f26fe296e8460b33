package dev.coppice.eval.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process that works on one point. */
final class PointProcess {
    private static final int PATIENCE_SECONDS = 60;
    private static final int KILLED = 128;

    /** How lines of a stack trace begin, below its first. */
    private static final Pattern FRAME =
            Pattern.compile("\\s+(?:at |\\.\\.\\. \\d+ more)|\\s*(?:Caused by|Suppressed): ");

    private final SweepPoint point;
    private final Process process;
    private final Thread reader;
    private volatile String last = "begins";
    private String before = last;
    private final StringBuilder trace = new StringBuilder();

    private PointProcess(SweepPoint point, Process process) {
        this.point = point;
        this.process = process;
        this.reader = new Thread(this::read, point.name());
        reader.setDaemon(true);
    }

    static PointProcess of(SweepPoint point, Process process) {
        PointProcess started = new PointProcess(point, process);
        started.reader.start();
        return started;
    }

    SweepPoint point() {
        return point;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The point with the last line of progress, without commas, which separate states. */
    String state() {
        return point.name() + ": " + last.replace(',', ';');
    }

    /** The line of the point, or a line that says how the process ended without leaving one. */
    SweepRow row(Sweep sweep) {
        await();
        return sweep.left(point).orElseGet(() -> {
            if (!trace.isEmpty()) {
                sweep.progress().message(point.name() + " ended in:" + trace);
            }
            return sweep.failed(point, ending());
        });
    }

    private String ending() {
        int code = process.exitValue();
        if (code == 0) {
            return "Its process left the result of other options than this one asked for: the network, the data or Coppice itself"
                    + " changed meanwhile. Start the sweep again";
        }
        String killed = code > KILLED
                ? " (killed by signal " + (code - KILLED) + "; 9 is what a machine out of memory sends)"
                : "";
        return "Its process ended with exit code " + code + killed + ": " + last;
    }

    /** Asks the process to stop at its next safe point. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // a pipe that does not close cannot ask
        }
    }

    /** Waits for the end of the process, and ends it if it takes long after it was asked to stop. */
    void await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Notes a line. Those of a stack trace, and the one above them, are no progress and no reason. */
    private void take(String line) {
        if (FRAME.matcher(line).lookingAt()) {
            if (trace.isEmpty()) {
                trace.append('\n').append(last);
                last = before;
            }
            trace.append('\n').append(line);
        } else {
            trace.setLength(0);
            before = last;
            last = line;
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    take(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what the process of '" + point.name() + "' says", e);
        }
    }
}
