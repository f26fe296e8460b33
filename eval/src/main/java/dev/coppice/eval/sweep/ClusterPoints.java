package dev.coppice.eval.sweep;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.CancelledException;
import dev.coppice.models.measure.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

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
        PointCluster.Session open();
    }

    @Override
    public void run(List<SweepPoint> points, Consumer<SweepRow> found) {
        if (points.isEmpty()) {
            return;
        }
        sweep.prepare(points);
        Map<String, SweepPoint> open = new LinkedHashMap<>();
        points.forEach(point -> open.put(point.name(), point));
        Cancellation cancellation = sweep.cancellation();
        Progress progress = sweep.progress();
        try (PointCluster.Session session = connection.open()) {
            points.forEach(sweep::forget);
            points.forEach(point -> session.submit(point.name(), sweep.identity(point)));
            while (!open.isEmpty()) {
                cancellation.check();
                for (PointAnswer answer : session.answers()) {
                    SweepPoint point = open.remove(answer.point());
                    if (point != null) {
                        SweepRow row = row(point, answer);
                        String where = answer.machine().isEmpty() ? "" : " on " + answer.machine();
                        row.tell(progress, where);
                        found.accept(row);
                    }
                }
                progress.update("Sweep", points.size() - open.size(), points.size(), session.state());
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    /** The line of a point, whose folder is written first. */
    private SweepRow row(SweepPoint point, PointAnswer answer) {
        if (!answer.trouble().isEmpty()) {
            return sweep.failed(point, answer.trouble());
        }
        FolderArchive.unpack(answer.folder(), sweep.folder().resolve(point.name()), PointResult.FILE);
        return sweep.left(point)
                .orElseGet(() ->
                        sweep.failed(point, "What '" + answer.machine() + "' sent is the result of other options"));
    }
}
