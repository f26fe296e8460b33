package dev.coppice.eval.latency.profile;

import java.util.Collection;
import java.util.Optional;

/** Times of micro-networks on one machine, in milliseconds. */
public interface LatencyTable {
    /**
     * Makes sure that all of these networks have a time.
     *
     * @throws dev.coppice.models.InvalidInputException naming the networks that have no time and cannot get one
     */
    void require(Collection<MicroNetwork> networks);

    /** The time of a required network; NaN if the runtime refused to run it. */
    double milliseconds(MicroNetwork network);

    /** A note for the reader if the machine was too busy to measure. */
    Optional<String> disturbance();
}
