package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelAnalysis;
import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reach of a pruning: how far it got and what stood in the way, from the network before and after.
 *
 * @param layers every layer that has channels, in graph order
 */
public record PruningReach(List<LayerReach> layers) {
    /** Number of layers that a sentence names. */
    private static final int NAMED = 3;

    /** Distance within which a share counts as met, since numbers of channels are rounded. */
    private static final double ROUNDING = 0.005;

    /**
     * Reach in one layer, with all contractions that go with it.
     *
     * @param layer its first contraction
     * @param before number of output channels of all its contractions
     * @param after the same number in the pruned network
     * @param obstacle why some of them can never be cut; empty if each can
     * @param free whether any can be cut
     */
    public record LayerReach(String layer, int before, int after, String obstacle, boolean free) {
        /** The share of its channels that went. */
        double share() {
            return (before - after) / (double) before;
        }

        private String numbers() {
            return "'" + layer + "' " + before + " → " + after;
        }
    }

    public PruningReach {
        layers = List.copyOf(layers);
    }

    /** Compares a network with its pruned form. */
    public static PruningReach of(Network original, Network pruned) {
        Shapes shapes = pruned.shapes(1);
        List<LayerReach> layers = new ArrayList<>();
        for (ChannelGroup group : ChannelAnalysis.of(original).groups()) {
            int before = 0;
            int after = 0;
            for (Producer producer : group.producers()) {
                before += producer.members().size();
                Shape output = shapes.of(pruned.graph().node(producer.node()).output());
                after += output.size(producer.outputAxis(original.graph().node(producer.node()), output.rank()));
            }
            if (before > 0) {
                layers.add(new LayerReach(
                        group.name(),
                        before,
                        after,
                        obstacle(group),
                        group.reason().isEmpty()));
            }
        }
        return new PruningReach(layers);
    }

    private static String obstacle(ChannelGroup group) {
        return group.reason().orElseGet(() -> group.protections().stream()
                .filter(p -> !p.isEmpty())
                .findFirst()
                .orElse(""));
    }

    /** The number of channels of all layers before. */
    public int before() {
        return layers.stream().mapToInt(LayerReach::before).sum();
    }

    /** The number of channels of all layers after. */
    public int after() {
        return layers.stream().mapToInt(LayerReach::after).sum();
    }

    /** The share of the channels that went. */
    public double share() {
        return before() == 0 ? 0 : (before() - after()) / (double) before();
    }

    /** The reasons why the share is below the requested one, one sentence each; none if it was reached. */
    public List<String> obstacles(double asked) {
        List<String> said = new ArrayList<>();
        if (share() >= asked - ROUNDING) {
            return said;
        }
        List<LayerReach> pinned =
                layers.stream().filter(layer -> !layer.free).sorted(mostLeft()).toList();
        if (!pinned.isEmpty()) {
            said.add(count(pinned) + " can lose none of " + left(pinned) + " channels: "
                    + named(pinned.stream()
                            .map(layer -> "'" + layer.layer + "' " + layer.obstacle)
                            .toList()));
        }
        List<LayerReach> behind = layers.stream()
                .filter(layer -> layer.free && layer.share() < asked - ROUNDING)
                .sorted(mostLeft())
                .toList();
        if (!behind.isEmpty()) {
            said.add(count(behind) + " lost a smaller share than asked for, "
                    + left(behind) + " of "
                    + behind.stream().mapToInt(LayerReach::before).sum() + " channels are left: "
                    + named(behind.stream().map(PruningReach::shortOf).toList()));
        }
        return said;
    }

    private static String shortOf(LayerReach layer) {
        return layer.numbers() + (layer.obstacle.isEmpty() ? "" : " (one " + layer.obstacle + ")");
    }

    private static Comparator<LayerReach> mostLeft() {
        return Comparator.comparingInt(layer -> -layer.after);
    }

    private static String count(List<LayerReach> layers) {
        return layers.size() == 1 ? "1 layer" : layers.size() + " layers";
    }

    private static int left(List<LayerReach> layers) {
        return layers.stream().mapToInt(LayerReach::after).sum();
    }

    private static String named(List<String> texts) {
        String first = String.join("; ", texts.subList(0, Math.min(NAMED, texts.size())));
        return texts.size() > NAMED ? first + "; and " + (texts.size() - NAMED) + " more" : first;
    }
}
