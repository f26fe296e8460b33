package dev.coppice.eval.sweep;

import dev.coppice.models.measure.CancelledException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The backend that hands points to the machines of a cluster. A machine may be lost, and a point worked on twice; the first answer
 * counts, and only this process writes to the sweep's folder.
 *
 * @param connection connects to the cluster
 * @param sweep the sweep, for the lines that machines leave
 */
record ClusterPoints(Connection connection, Sweep sweep) implements PointBackend {
    private static final int POLL_MILLIS = 200;

    /** Connects to a cluster as soon as there is something to do. */
    interface Connection {
        /** Refuses a cluster that is not there. */
        default void check() {}

        /** Connects for that many points. */
        PointCluster.Session open(int points);
    }

    @Override
    public void run(PointQueue queue) {
        connection.check();
        sweep.prepare(queue.points());
        int all = queue.points().size();
        Map<String, SweepPoint> open = new HashMap<>();
        int done = 0;
        try (PointCluster.Session session = connection.open(all)) {
            submit(queue, session, open);
            while (!open.isEmpty()) {
                sweep.cancellation().check();
                for (PointAnswer answer : session.answers()) {
                    SweepPoint point = open.remove(answer.point());
                    if (point != null) {
                        take(point, answer, queue);
                        done++;
                    }
                }
                submit(queue, session, open);
                sweep.progress().update("Sweep", done, all, session.state());
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private void submit(PointQueue queue, PointCluster.Session session, Map<String, SweepPoint> open) {
        for (Optional<SweepPoint> next = queue.next(); next.isPresent(); next = queue.next()) {
            SweepPoint point = next.get();
            sweep.forget(point);
            open.put(point.name(), point);
            session.submit(point.name(), sweep.identity(point), start(point));
        }
    }

    /** The files of the point that another starts from, by their paths in the sweep's folder. */
    private Map<String, Path> start(SweepPoint point) {
        return point.start()
                .map(start -> TrainedPoint.in(sweep.folder().resolve(start.name())))
                .map(TrainedPoint::files)
                .orElse(Map.of());
    }

    private void take(SweepPoint point, PointAnswer answer, PointQueue queue) {
        try {
            SweepRow row = row(point, answer);
            row.tell(sweep.progress(), answer.machine().isEmpty() ? "" : " on " + answer.machine());
            queue.found(row);
        } catch (UncheckedIOException e) {
            throw sweep.stopped(point, e);
        }
    }

    /** The line of a point, whose folder is written first. One that failed names the machine. */
    private SweepRow row(SweepPoint point, PointAnswer answer) {
        if (!answer.trouble().isEmpty()) {
            return sweep.failed(point, answer.trouble());
        }
        FolderArchive.unpack(answer.folder(), sweep.folder().resolve(point.name()), PointResult.FILE);
        return sweep.left(point)
                .map(row -> row.isDone() ? row : sweep.failed(point, answer.machine() + ": " + row.reason()))
                .orElseGet(() ->
                        sweep.failed(point, "What '" + answer.machine() + "' sent is the result of other options"));
    }
}
