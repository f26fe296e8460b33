package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;

/**
 * Decides what to change in a network and never changes it. An implementation is an immutable record whose components are
 * its options.
 */
public interface CompressionPass {
    /** The plan for this network; without steps where nothing is to be done. */
    CompressionPlan plan(Network network);

    /** Everything that decides the plan: by it runs are known. */
    Fingerprint fingerprint();

    /**
     * The plan for a network that others have compressed before. Passes whose options are shares of the original, or that can
     * go a part of their way, ask the iteration; the others do as they always do.
     */
    default CompressionPlan plan(Network network, Iteration iteration) {
        return plan(network);
    }

    /** Whether it can go its way in several steps with training in between. */
    default boolean isGradual() {
        return false;
    }
}
