package dev.coppice.eval.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The machines of a cluster that work on points of a sweep. Implementations are found by {@link java.util.ServiceLoader}, so that
 * only those who use a cluster carry its libraries.
 */
public interface PointCluster {
    /**
     * Refuses an address where no cluster can be, before anything is measured for one.
     *
     * @throws dev.coppice.models.InvalidInputException if nothing answers there
     */
    void check(String address);

    /**
     * Connects to the cluster.
     *
     * @param address where it is, such as {@code spark://host:7077}
     * @param points number of points to work on, so that no more machines are taken than they need
     * @throws dev.coppice.models.InvalidInputException if there is none, or if it is none of this kind
     */
    Session connect(String address, ClusterOrder order, int points);

    /** Points that are worked on for one sweep. Used by one thread. */
    interface Session extends AutoCloseable {
        /**
         * Hands over a point.
         *
         * @param identity hash of everything that decides its result
         * @param start files of the point that it starts from, by their paths in the folder of results
         */
        void submit(String point, String identity, Map<String, Path> start);

        /**
         * The answers that came since this was asked before, one for each point.
         *
         * @throws java.io.UncheckedIOException if the cluster is gone or has no machine for a sweep
         */
        List<PointAnswer> answers();

        /** The machines that are there, for a line of progress. */
        String state();

        /** Asks points that are worked on to stop, and disconnects. */
        @Override
        void close();
    }
}
