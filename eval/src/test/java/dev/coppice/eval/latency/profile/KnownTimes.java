package dev.coppice.eval.latency.profile;

import java.util.Collection;
import java.util.Optional;

/** A table that has every row, undisturbed. */
@FunctionalInterface
public interface KnownTimes extends LatencyTable {
    @Override
    default void require(Collection<MicroNetwork> networks) {}

    @Override
    default Optional<String> disturbance() {
        return Optional.empty();
    }
}
