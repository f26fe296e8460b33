package dev.coppice.compress.channel;

import java.util.List;
import java.util.Optional;

/**
 * A layer as pruning sees it: the channel groups born in one contraction, and all families that share a group or an
 * equal-numbers coupling with it.
 *
 * @param name the first contraction
 * @param producers the contractions its channels are born in, in graph order; empty where there are no channels to prune
 * @param groups ids of its groups, ascending in order of birth
 * @param protections why a group is never cut, empty text if it may be; one an entry of {@code groups}
 * @param declined why the whole family is left alone before any channel is looked at, empty if it is not
 */
public record ChannelFamily(
        String name, List<Producer> producers, List<Integer> groups, List<String> protections, String declined) {
    public ChannelFamily {
        producers = List.copyOf(producers);
        groups = List.copyOf(groups);
        protections = List.copyOf(protections);
    }

    /** Number of channel groups. */
    public int size() {
        return groups.size();
    }

    /** Output channels of all its contractions: what a share of the channels counts. */
    public int channels() {
        return producers.stream()
                .mapToInt(producer -> producer.members().size())
                .sum();
    }

    /** How many of its groups may be cut. */
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
