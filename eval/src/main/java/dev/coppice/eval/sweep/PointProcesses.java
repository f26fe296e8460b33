package dev.coppice.eval.sweep;

import dev.coppice.models.FileTrouble;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.samediff.NativeMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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
    public void run(PointQueue queue) {
        sweep.prepare(queue.points());
        List<PointProcess> running = new ArrayList<>();
        int all = queue.points().size();
        int share = fitting(Math.min(count, all), queue.points());
        long done = 0;
        try {
            fill(running, queue, share);
            while (!running.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                sweep.cancellation().check(); // what Ctrl-C ended is no failure
                for (PointProcess ended : ended(running)) {
                    running.remove(ended);
                    take(ended, queue);
                    done++;
                }
                fill(running, queue, share);
                sweep.progress().update("Sweep", done, all, states(running));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } finally {
            running.forEach(PointProcess::stop);
            running.forEach(PointProcess::await);
        }
    }

    private void fill(List<PointProcess> running, PointQueue queue, int share) {
        while (running.size() < share) {
            Optional<SweepPoint> next = queue.next();
            if (next.isEmpty()) {
                return;
            }
            sweep.cancellation().check();
            running.add(started(next.get(), share));
        }
    }

    /** Takes the line of a process that ended. A full disk stops the sweep: no other process could write what it comes to. */
    private void take(PointProcess ended, PointQueue queue) {
        try {
            SweepRow row = ended.row(sweep);
            if (FileTrouble.isFullDisk(row.reason())) {
                throw new UncheckedIOException(row.reason(), new IOException(row.reason()));
            }
            row.tell(sweep.progress(), "");
            queue.found(row);
        } catch (UncheckedIOException e) {
            throw sweep.stopped(ended.point(), e);
        }
    }

    /** The number of processes, at least one, whose training fits beside each other. */
    private int fitting(int wanted, List<SweepPoint> points) {
        long needed = wanted > 1 ? sweep.memory(points) : 0;
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
