package dev.coppice.compress.channel;

import dev.coppice.compress.channel.propagation.Atoms;
import dev.coppice.compress.channel.propagation.PropagatedChannels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** Gathering of births into groups: births that share a channel or a coupling of equal numbers are one group. */
final class ChannelGroups {
    private final PropagatedChannels propagated;
    private final IntUnaryOperator channelOfAtom;
    private final Atoms joined = new Atoms();
    private final int[] nodes;
    private final Map<Integer, Integer> nodeOfChannel = new HashMap<>();

    ChannelGroups(PropagatedChannels propagated, IntUnaryOperator channelOfAtom, List<Coupling> couplings) {
        this.propagated = propagated;
        this.channelOfAtom = channelOfAtom;
        this.nodes = joined.fresh(propagated.births().size());
        for (int b = 0; b < nodes.length; b++) {
            for (int channel : channels(propagated.births().get(b))) {
                join(channel, nodes[b]);
            }
        }
        for (Coupling coupling : couplings) {
            List<Integer> coupled = coupling.blocks().stream()
                    .flatMap(List::stream)
                    .map(nodeOfChannel::get)
                    .filter(Objects::nonNull)
                    .toList();
            coupled.forEach(node -> joined.unite(coupled.get(0), node));
        }
    }

    /** The groups in order of their first contraction. */
    List<ChannelGroup> list() {
        Map<Integer, List<PropagatedChannels.Birth>> members = new LinkedHashMap<>();
        for (int b = 0; b < nodes.length; b++) {
            members.computeIfAbsent(joined.find(nodes[b]), k -> new ArrayList<>())
                    .add(propagated.births().get(b));
        }
        return members.values().stream().map(this::group).toList();
    }

    private void join(int channel, int node) {
        Integer other = nodeOfChannel.putIfAbsent(channel, node);
        if (other != null) {
            joined.unite(other, node);
        }
    }

    private int[] channels(PropagatedChannels.Birth birth) {
        return Arrays.stream(birth.atoms()).map(channelOfAtom).toArray();
    }

    private ChannelGroup group(List<PropagatedChannels.Birth> births) {
        TreeMap<Integer, Integer> atomOfChannel = new TreeMap<>();
        for (PropagatedChannels.Birth birth : births) {
            for (int atom : birth.atoms()) {
                atomOfChannel.putIfAbsent(channelOfAtom.applyAsInt(atom), atom);
            }
        }
        List<Integer> channels = List.copyOf(atomOfChannel.keySet());
        Map<Integer, Integer> place = new HashMap<>();
        channels.forEach(channel -> place.put(channel, place.size()));
        List<String> protections = atomOfChannel.values().stream()
                .map(atom -> propagated.atoms().protection(atom).orElse(""))
                .toList();
        List<Producer> producers = births.stream()
                .filter(birth -> birth.declined().isEmpty())
                .map(birth -> producer(birth, place))
                .toList();
        PropagatedChannels.Birth first = births.get(0);
        return new ChannelGroup(first.node().name(), producers, channels, protections, first.declined());
    }

    private Producer producer(PropagatedChannels.Birth birth, Map<Integer, Integer> place) {
        List<Integer> members =
                Arrays.stream(channels(birth)).map(place::get).boxed().toList();
        return new Producer(
                birth.node().name(), birth.node().input(birth.input()), birth.axis(), birth.groups(), members);
    }
}
