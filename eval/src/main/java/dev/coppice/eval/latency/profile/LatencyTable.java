package dev.coppice.eval.latency.profile;

import java.util.Collection;
import java.util.Optional;

/** Times of micro-networks on one machine, in milliseconds. */
public interface LatencyTable {
    /**
     * Sees to it that all of these have a time.
     *
     * @throws dev.coppice.models.InvalidInputException naming those that have none and cannot get one
     */
    void require(Collection<MicroNetwork> networks);

    /** The time of one that was required; NaN where the runtime refused to run it. */
    double milliseconds(MicroNetwork network);

    /** What a reader must know where the machine was too busy to measure. */
    Optional<String> disturbance();
}
