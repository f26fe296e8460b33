package dev.coppice.samediff;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.TensorInfo;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.NetworkCard;
import dev.coppice.samediff.lift.Lift;
import dev.coppice.samediff.lift.Lifted;
import dev.coppice.samediff.lowering.GraphLowering;
import dev.coppice.samediff.lowering.UserForm;
import dev.coppice.samediff.view.SameDiffView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SameDiff;

/** Entry point for people who work in SameDiff. */
@SuppressWarnings("exports") // ND4J stays on the class path
public final class SameDiffNetworks {
    private SameDiffNetworks() {}

    /**
     * A SameDiff graph as a network; the card names its image placeholder and its output.
     *
     * @param outputs outputs to keep beside the card's. By default these are all liftable variables that feed a loss without
     *     depending on its labels, or that nobody reads; {@link #dropped} names what is left out
     * @throws InvalidInputException naming every operator that cannot be lifted, or what the card gets wrong
     */
    public static Network lift(SameDiff sd, NetworkCard card, String... outputs) {
        Natives.require();
        return new Network(Lift.lift(SameDiffView.of(sd), card, outputs).graph(), card);
    }

    /**
     * The names of computed variables and placeholders that {@link #lift} and {@link #rewrite} leave out, and of heads that only
     * {@link #rewrite} leaves out, as they cannot be written in SameDiff again.
     */
    public static List<String> dropped(SameDiff sd, NetworkCard card, String... outputs) {
        Natives.require();
        Lifted lifted = Lift.lift(SameDiffView.of(sd), card, outputs);
        Network network = new Network(lifted.graph(), card);
        List<String> dropped = new ArrayList<>(lifted.dropped());
        dropped.addAll(names(network));
        dropped.removeAll(names(kept(network, outputs)));
        return dropped.stream().sorted().toList();
    }

    private static List<String> names(Network network) {
        return network.graph().outputs().stream().map(TensorInfo::name).toList();
    }

    /** The network without heads that cannot be lowered, unless they are asked for. */
    private static Network kept(Network network, String... outputs) {
        return outputs.length > 0 ? network : GraphLowering.lowerable(network, network.inputShape(network.batch()));
    }

    /**
     * A network as a fresh, trainable SameDiff graph for images of the card's size, in the order that they have in the
     * network's file: N×C×H×W unless it was read with channels last. The batch is open unless the network fixes it.
     */
    public static SameDiff lower(Network network) {
        Natives.require();
        return GraphLowering.lower(network, network.inputShape(network.batch()), UserForm.of(network.graph()));
    }

    /**
     * Lifts a SameDiff graph, applies passes and lowers the result to a fresh graph. All variables, inner ones too, keep the
     * user's names and layout. The given graph stays as it is.
     *
     * @param passes functions from network to network that keep input and output
     * @param outputs outputs to keep beside the card's, see {@link #lift}
     */
    public static SameDiff rewrite(SameDiff sd, NetworkCard card, UnaryOperator<Network> passes, String... outputs) {
        Natives.require();
        Lifted lifted = Lift.lift(SameDiffView.of(sd), card, outputs);
        Network changed = kept(passes.apply(new Network(lifted.graph(), card)), outputs);
        UserForm own = UserForm.of(changed.graph()).and(lifted.channelsLast(), lifted.vectors());
        return GraphLowering.lower(changed, changed.inputShape(changed.batch()), own);
    }
}
