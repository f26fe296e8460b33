package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.network.Network;
import dev.coppice.models.onnx.dequantize.Dequantization;
import java.util.List;

/** Check for networks in which pruning can cut nothing, made before any work. */
public final class NothingToCut {
    private static final int NAMED = 3;

    private NothingToCut() {}

    /**
     * Checks that some channel can be cut.
     *
     * @throws InvalidInputException if none can, with the reason
     */
    public static void refuse(Network network) {
        refuseIntegers(network);
        List<ChannelGroup> groups = ChannelAnalysis.of(network).groups();
        if (groups.stream().allMatch(group -> group.reason().isPresent())) {
            throw new InvalidInputException(
                    "No channel of network '" + network.card().name() + "' can be cut: " + why(groups));
        }
    }

    /** Weights that are multiplied as integers have no channel rule. */
    private static void refuseIntegers(Network network) {
        boolean integers = network.graph().nodes().stream().anyMatch(Dequantization::changes);
        if (integers
                && ChannelAnalysis.of(network).groups().stream()
                        .allMatch(group -> group.reason().isPresent())) {
            throw new InvalidInputException(
                    names -> "No channel of network '" + network.card().name()
                            + "' can be cut: it computes in integers, whose weights are not cut. Read it in floating point with "
                            + names.of(Setting.DEQUANTIZE)
                            + ", or prune the network that it was made from, and quantise what comes out.");
        }
    }

    private static String why(List<ChannelGroup> groups) {
        List<String> reasons = groups.stream()
                .filter(group -> !group.producers().isEmpty())
                .flatMap(group -> group.reason().map(reason -> "'" + group.name() + "' " + reason).stream())
                .toList();
        if (reasons.isEmpty()) {
            return "it has no convolution and no linear layer whose weights are constants.";
        }
        String named = String.join("; ", reasons.subList(0, Math.min(NAMED, reasons.size())));
        return named + (reasons.size() > NAMED ? "; and " + (reasons.size() - NAMED) + " more" : "")
                + ". inspect lists every layer with its reason.";
    }
}
