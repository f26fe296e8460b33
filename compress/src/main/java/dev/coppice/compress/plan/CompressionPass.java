package dev.coppice.compress.plan;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;

/**
 * Pass that decides what to change in a network and never changes it. An implementation is an immutable record whose
 * components are its options.
 */
public interface CompressionPass {
    /** The plan for this network; without steps where nothing changes. */
    CompressionPlan plan(Network network);

    /** Everything that decides the plan; it identifies runs. */
    Fingerprint fingerprint();

    /**
     * The plan for a network that was compressed before. A pass reads the iteration if its options are shares of the
     * original or it works in several steps; any other ignores it.
     */
    default CompressionPlan plan(Network network, Iteration iteration) {
        return plan(network);
    }

    /** Whether it can work in several steps with training in between. */
    default boolean isGradual() {
        return false;
    }
}
