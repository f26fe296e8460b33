package dev.coppice.compress.channel;

import java.util.List;
import java.util.Optional;

/**
 * Channel group: everything that loses channels together, a layer in options and messages (a group of Torch-Pruning,
 * Fang et al., "DepGraph: Towards Any Structural Pruning", CVPR 2023). It consists of the coupled channels that are born in one
 * contraction, and of those of all contractions that share a coupled channel, or a coupling of equal numbers, with it.
 *
 * <p>Example: two convolutions {@code a} and {@code b} of n output channels each read an image; an Add joins them to {@code
 * sum}, which a convolution {@code head} reads. As the Add needs equal channels on both sides, {@code a} and {@code b} are one
 * group of n coupled channels, named {@code a}, with 2n output channels. Coupled channel 3 of it prints these cuts, all of
 * which are made or none:
 *
 * <pre>
 * 'a' axis 1 index 3
 * 'b' axis 1 index 3
 * 'sum' axis 1 index 3
 * 'a.weight' axis 0 index 3 as read by 'a'
 * 'b.weight' axis 0 index 3 as read by 'b'
 * 'head.weight' axis 1 index 3 as read by 'head'
 * </pre>
 *
 * <p>{@code head} is a group of its own; where its output is the network's, none of its channels may be cut.
 *
 * @param name the first contraction
 * @param producers the contractions its channels are born in, in graph order; empty where there are no channels to prune
 * @param channels ids of its coupled channels, ascending in order of birth
 * @param protections why a coupled channel is never cut, empty text if it may be; one an entry of {@code channels}
 * @param declined why the whole group is left alone before any channel is looked at, empty if it is not
 */
public record ChannelGroup(
        String name, List<Producer> producers, List<Integer> channels, List<String> protections, String declined) {
    public ChannelGroup {
        producers = List.copyOf(producers);
        channels = List.copyOf(channels);
        protections = List.copyOf(protections);
    }

    /** Number of coupled channels. */
    public int size() {
        return channels.size();
    }

    /** Output channels of all its contractions: what a share of the channels counts. */
    public int outputChannels() {
        return producers.stream()
                .mapToInt(producer -> producer.members().size())
                .sum();
    }

    /** How many of its coupled channels may be cut. */
    public int free() {
        return (int) protections.stream().filter(String::isEmpty).count();
    }

    /** Why none of its channels may be cut, empty if one may. */
    public Optional<String> reason() {
        if (!declined.isEmpty()) {
            return Optional.of(declined);
        }
        return free() > 0 ? Optional.empty() : Optional.of(protections.get(0));
    }
}
