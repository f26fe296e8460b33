package dev.coppice.samediff.lowering;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;

/** Lowering for SameDiff's own session, which compiled programs are compared with. */
public final class SessionLowering {
    private SessionLowering() {}

    /** The variables of a fresh SameDiff, with weights to train. */
    public static GraphValues of(Network network, Shape image) {
        return GraphLowering.forSession(network, image);
    }
}
