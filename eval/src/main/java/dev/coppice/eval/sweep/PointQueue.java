package dev.coppice.eval.sweep;

import dev.coppice.models.Fingerprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The points of a sweep that have no result yet. A point is handed out once the one that it starts from is done. */
public final class PointQueue {
    private final List<SweepPoint> points;
    private final List<Waiting> waiting;
    private final Set<Fingerprint> done;
    private final Consumer<SweepRow> table;

    /** A point that waits for the result of the one that it starts from, if it does. */
    private record Waiting(SweepPoint point, Optional<Fingerprint> start) {}

    /**
     * A queue of points.
     *
     * @param points points without a result
     * @param fingerprint everything that decides the result of a point
     * @param done the fingerprints of points that have a result
     * @param table takes each line as soon as it is there
     */
    PointQueue(
            List<SweepPoint> points,
            Function<SweepPoint, Fingerprint> fingerprint,
            Set<Fingerprint> done,
            Consumer<SweepRow> table) {
        this.points = List.copyOf(points);
        this.waiting = points.stream()
                .map(point -> new Waiting(point, point.start().map(fingerprint)))
                .collect(Collectors.toCollection(ArrayList::new));
        this.done = new HashSet<>(done);
        this.table = table;
    }

    /** All points, those that were handed out included. */
    public List<SweepPoint> points() {
        return points;
    }

    /** The next point to work on; empty if there is none, or those that are left start from others that are not done. */
    public Optional<SweepPoint> next() {
        Optional<Waiting> next = waiting.stream()
                .filter(each -> each.start().map(done::contains).orElse(true))
                .findFirst();
        next.ifPresent(waiting::remove);
        return next.map(Waiting::point);
    }

    /** Takes the line of a point. It is on the disk when this returns. */
    public void found(SweepRow row) {
        table.accept(row);
        if (row.isDone()) {
            done.add(row.fingerprint());
        }
    }

    /** The points that were not handed out. */
    List<SweepPoint> left() {
        return waiting.stream().map(Waiting::point).toList();
    }
}
