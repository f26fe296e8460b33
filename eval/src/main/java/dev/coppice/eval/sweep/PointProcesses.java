package dev.coppice.eval.sweep;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import dev.coppice.samediff.NativeMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The backend that gives every point a process of its own on this machine, several at a time: libraries outside Java keep their
 * threads and memory once a process. A process whose standard input ends stops at its next safe point, as it does when this
 * one is killed.
 *
 * @param count number of processes at a time
 * @param launcher starts the process of a point
 * @param sweep the sweep, for the lines that processes leave
 */
record PointProcesses(int count, PointLauncher launcher, Sweep sweep) implements PointBackend {
    private static final int POLL_MILLIS = 200;
    private static final double GIB = 1L << 30;

    @Override
    public void run(List<SweepPoint> points, Consumer<SweepRow> found) {
        if (!points.isEmpty()) {
            sweep.prepare(points);
        }
        Deque<SweepPoint> waiting = new ArrayDeque<>(points);
        List<PointProcess> running = new ArrayList<>();
        Cancellation cancellation = sweep.cancellation();
        Progress progress = sweep.progress();
        int share = fitting(Math.min(count, points.size()));
        long done = 0;
        try {
            while (!waiting.isEmpty() || !running.isEmpty()) {
                cancellation.check();
                while (running.size() < share && !waiting.isEmpty()) {
                    running.add(started(waiting.remove(), share));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                cancellation.check(); // what Ctrl-C ended is no failure
                for (PointProcess ended : ended(running)) {
                    running.remove(ended);
                    SweepRow row = ended.row(sweep);
                    row.tell(progress, "");
                    found.accept(row);
                    done++;
                }
                progress.update("Sweep", done, points.size(), states(running));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            running.forEach(PointProcess::stop);
            running.forEach(PointProcess::await);
        }
    }

    /** The number of processes, at least one, whose training fits beside each other. */
    private int fitting(int wanted) {
        long needed = wanted > 1 ? sweep.memory() : 0;
        if (needed == 0) {
            return wanted;
        }
        long free = NativeMemory.available();
        int fitting = (int) Math.max(1, Math.min(wanted, free / needed));
        if (fitting < wanted) {
            sweep.progress()
                    .message(String.format(
                            Locale.ROOT,
                            "%d at a time and not %d: training the original takes about %.2f GiB, and %.2f GiB are free",
                            fitting,
                            wanted,
                            needed / GIB,
                            free / GIB));
        }
        return fitting;
    }

    private PointProcess started(SweepPoint point, int share) {
        sweep.progress().course(point.name() + " begins");
        sweep.forget(point);
        try {
            return PointProcess.of(point, launcher.start(point, share));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot start a process for '" + point.name() + "': " + FileTrouble.of(e), e);
        }
    }

    private static List<PointProcess> ended(List<PointProcess> running) {
        return running.stream().filter(process -> !process.isAlive()).toList();
    }

    private static String states(List<PointProcess> running) {
        return String.join(", ", running.stream().map(PointProcess::state).toList());
    }
}
