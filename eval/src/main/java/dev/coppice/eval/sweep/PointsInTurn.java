package dev.coppice.eval.sweep;

import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The backend that works on one point after another in this process.
 *
 * @param sweep the sweep, which works on a point
 */
record PointsInTurn(Sweep sweep) implements PointBackend {
    @Override
    public void run(PointQueue queue) {
        int begun = 0;
        for (Optional<SweepPoint> next = queue.next(); next.isPresent(); next = queue.next()) {
            sweep.cancellation().check();
            SweepPoint point = next.get();
            begun++;
            sweep.progress()
                    .course(point.name() + ", point " + begun + " of "
                            + queue.points().size() + " to do");
            try {
                queue.found(row(point));
            } catch (UncheckedIOException e) {
                throw sweep.stopped(point, e);
            }
        }
    }

    /** The line of a point. Where memory runs out, the others may still do with it. */
    private SweepRow row(SweepPoint point) {
        try {
            return sweep.row(point);
        } catch (OutOfMemoryError e) {
            SweepRow row = sweep.failed(point, sweep.progress().ending(e));
            row.tell(sweep.progress(), "");
            return row;
        }
    }
}
