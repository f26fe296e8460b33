package dev.coppice.eval.sweep;

import java.util.List;
import java.util.function.Consumer;

/** The place where the points of a sweep are worked on. A point's result does not depend on it. */
public interface PointBackend {
    /**
     * Works on points, each of them once.
     *
     * @param points points without a result
     * @param found takes the line of each point as soon as it is there; called on this thread only
     * @throws dev.coppice.models.measure.CancelledException if asked to stop; lines found before are handed over
     */
    void run(List<SweepPoint> points, Consumer<SweepRow> found);
}
