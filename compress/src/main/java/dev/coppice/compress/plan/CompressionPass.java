package dev.coppice.compress.plan;

import dev.coppice.models.network.Network;

/**
 * Decides what to change in a network and never changes it. An implementation is an immutable record whose components are
 * its options.
 */
@FunctionalInterface
public interface CompressionPass {
    /** The plan for this network; without steps where nothing is to be done. */
    CompressionPlan plan(Network network);
}
