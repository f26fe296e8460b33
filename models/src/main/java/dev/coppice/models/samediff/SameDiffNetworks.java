package dev.coppice.models.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.models.samediff.lift.Lift;
import dev.coppice.models.samediff.lift.Lifted;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SameDiff;

/** The door for people who work in SameDiff. */
public final class SameDiffNetworks {
    private SameDiffNetworks() {}

    /**
     * A SameDiff graph as a network; the card names its image placeholder and its output.
     *
     * @throws InvalidInputException naming every operator that cannot be lifted, or what the card gets wrong
     */
    public static Network lift(SameDiff sd, NetworkCard card) {
        Natives.require();
        return new Network(lifted(sd, card).graph(), card);
    }

    /** A network as a fresh, trainable SameDiff graph: images N×C×H×W of the card's size and any batch. */
    public static SameDiff lower(Network network) {
        Natives.require();
        return GraphLowering.lower(network, network.inputShape(1), ImageLayout.NCHW);
    }

    /**
     * SameDiff in, SameDiff out: lifts, applies passes, lowers to a fresh graph with the user's names and layout. The graph
     * given is untouched.
     *
     * @param passes from network to network, between the same input and output
     */
    public static SameDiff rewrite(SameDiff sd, NetworkCard card, UnaryOperator<Network> passes) {
        Natives.require();
        Lifted lifted = lifted(sd, card);
        Network changed = passes.apply(new Network(lifted.graph(), card));
        return GraphLowering.lower(changed, changed.inputShape(1), lifted.layout());
    }

    private static Lifted lifted(SameDiff sd, NetworkCard card) {
        return Lift.lift(sd, card.input().name(), card.output().name());
    }
}
