package dev.coppice.eval.sweep;

import dev.coppice.models.measure.Cancellation;
import dev.coppice.models.measure.Progress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The backend that works on one point after another in this process.
 *
 * @param work gives the line of a point
 * @param progress is told of every point
 * @param cancellation is asked before every point
 */
record PointsInTurn(Function<SweepPoint, SweepRow> work, Progress progress, Cancellation cancellation)
        implements PointBackend {
    @Override
    public void run(List<SweepPoint> points, Consumer<SweepRow> found) {
        for (int i = 0; i < points.size(); i++) {
            cancellation.check();
            SweepPoint point = points.get(i);
            progress.course(point.name() + ", point " + (i + 1) + " of " + points.size() + " to do");
            found.accept(work.apply(point));
        }
    }
}
