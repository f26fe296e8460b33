package dev.coppice.compress.channel;

import java.util.List;
import java.util.Optional;

/**
 * Channel group: everything that loses channels together. Options and messages call it a layer; it is a group of
 * Torch-Pruning (Fang et al., "DepGraph: Towards Any Structural Pruning", CVPR 2023). It holds the coupled channels born
 * in one contraction. Contractions that share a coupled channel, or a coupling of equal numbers, are in one group.
 *
 * <p>Example: two convolutions {@code a} and {@code b} of n output channels each read an image; an Add joins them to
 * {@code sum}, which a convolution {@code head} reads. The Add needs equal channels on both sides. So {@code a} and
 * {@code b} are one group, named {@code a}: n coupled channels and 2n output channels. Its coupled channel 3 prints these
 * cuts, which are made together or not at all:
 * <pre>
 * 'a' axis 1 index 3
 * 'b' axis 1 index 3
 * 'sum' axis 1 index 3
 * 'a.weight' axis 0 index 3 as read by 'a'
 * 'b.weight' axis 0 index 3 as read by 'b'
 * 'head.weight' axis 1 index 3 as read by 'head'
 * </pre>
 *
 * <p>{@code head} is a group of its own. If its output is the network's output, none of its channels may be cut.
 *
 * @param name the first contraction
 * @param producers contractions in which its channels are born, in graph order; empty where there are no channels to
 *     prune
 * @param channels ids of its coupled channels, ascending in order of birth
 * @param protections for each entry of {@code channels} why it is never cut; empty text if it may be cut
 * @param declined why the whole group is never cut, whatever its channels; empty if there is no reason
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

    /** Output channels of all its contractions, which ratios count. */
    public int outputChannels() {
        return producers.stream()
                .mapToInt(producer -> producer.members().size())
                .sum();
    }

    /** Number of its coupled channels that may be cut. */
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
