package dev.coppice.models.network;

/** Identity of a network, which resumed work compares: its graph with weights, and its card. */
public final class NetworkIdentity {
    private static final int HASH = 16;

    private NetworkIdentity() {}

    /** Prefixes of the hashes of graph and card. */
    public static String of(Network network) {
        return network.graph().hash().substring(0, HASH) + "/"
                + CardFile.hash(network.card()).substring(0, HASH);
    }
}
