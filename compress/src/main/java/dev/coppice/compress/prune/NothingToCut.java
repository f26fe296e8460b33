package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelFamily;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.Network;
import java.util.List;

/** Networks that pruning can take nothing from, said before anything is done. */
public final class NothingToCut {
    private static final int NAMED = 3;

    private NothingToCut() {}

    /**
     * Looks whether any channel can be cut.
     *
     * @throws InvalidInputException if none can, with the reason
     */
    public static void refuse(Network network) {
        List<ChannelFamily> families = ChannelAnalysis.of(network).families();
        if (families.stream().allMatch(family -> family.reason().isPresent())) {
            throw new InvalidInputException("No channel of network '"
                    + network.card().name() + "' can be cut: " + why(network.graph(), families));
        }
    }

    private static String why(Graph graph, List<ChannelFamily> families) {
        if (graph.nodes().stream().anyMatch(node -> node.is("DequantizeLinear", "QLinearConv", "ConvInteger"))) {
            return "it is quantised, and weights behind DequantizeLinear are not cut."
                    + " Prune the network in floating point that it was made from, and quantise what comes out.";
        }
        List<String> reasons = families.stream()
                .filter(family -> !family.producers().isEmpty())
                .flatMap(family -> family.reason().map(reason -> "'" + family.name() + "' " + reason).stream())
                .toList();
        if (reasons.isEmpty()) {
            return "it has no convolution and no linear layer whose weights are constants.";
        }
        String named = String.join("; ", reasons.subList(0, Math.min(NAMED, reasons.size())));
        return named + (reasons.size() > NAMED ? "; and " + (reasons.size() - NAMED) + " more" : "")
                + ". inspect lists every layer with its reason.";
    }
}
