package dev.coppice.models.network;

/** What a network is known by when work on it is gone on with later: its graph, weights included, and its card. */
public final class NetworkIdentity {
    private static final int HASH = 16;

    private NetworkIdentity() {}

    /** Both as the begins of their hashes. */
    public static String of(Network network) {
        return network.graph().hash().substring(0, HASH) + "/"
                + CardFile.hash(network.card()).substring(0, HASH);
    }
}
