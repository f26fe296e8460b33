package dev.coppice.eval.sweep;

/** The place where the points of a sweep are worked on. A point's result does not depend on it. */
public interface PointBackend {
    /**
     * Works on points, each of them once, until none is handed out any more.
     *
     * @param queue hands out points, and takes the line of each as soon as it is there; used on this thread only
     * @throws dev.coppice.models.measure.CancelledException if asked to stop; lines found before are handed over
     * @throws java.io.UncheckedIOException if the sweep cannot go on, as on a full disk
     */
    void run(PointQueue queue);
}
