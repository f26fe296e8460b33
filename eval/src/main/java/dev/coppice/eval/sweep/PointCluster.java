package dev.coppice.eval.sweep;

import java.util.List;

/**
 * The machines of a cluster that work on points of a sweep. Implementations are found by {@link java.util.ServiceLoader}, so that
 * only those who use a cluster carry its libraries.
 */
public interface PointCluster {
    /**
     * Connects to the cluster.
     *
     * @param address where it is, such as {@code spark://host:7077}
     * @throws dev.coppice.models.InvalidInputException if there is none, or if it is none of this kind
     */
    Session connect(String address, ClusterOrder order);

    /** Points that are worked on for one sweep. Used by one thread. */
    interface Session extends AutoCloseable {
        /**
         * Hands over a point.
         *
         * @param identity hash of everything that decides its result
         */
        void submit(String point, String identity);

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
