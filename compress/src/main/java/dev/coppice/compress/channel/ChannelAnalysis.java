package dev.coppice.compress.channel;

import dev.coppice.compress.channel.propagation.Atoms;
import dev.coppice.compress.channel.propagation.ConstantUse;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.compress.channel.propagation.PropagatedChannels;
import dev.coppice.compress.channel.propagation.Propagation;
import dev.coppice.compress.channel.propagation.Survivors;
import dev.coppice.compress.channel.rule.ChannelRules;
import dev.coppice.compress.plan.PlanStep;
import dev.coppice.models.graph.Graph;
import dev.coppice.models.network.Network;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Channels of a network: which go together, in which groups, and which must stay. Immutable once made. Coupled channels
 * are numbered from 0 in order of birth.
 */
public final class ChannelAnalysis {
    private final PropagatedChannels propagated;
    private final Map<Integer, Integer> channelOfRoot = new LinkedHashMap<>();
    private final List<ChannelGroup> groups;
    private final List<Coupling> couplings;
    private final List<List<Integer>> holders;

    private ChannelAnalysis(PropagatedChannels propagated) {
        this.propagated = propagated;
        for (PropagatedChannels.Birth birth : propagated.births()) {
            for (int atom : birth.atoms()) {
                channelOfRoot.putIfAbsent(propagated.atoms().find(atom), channelOfRoot.size());
            }
        }
        couplings = propagated.balances().stream().map(this::coupling).toList();
        groups = new ChannelGroups(propagated, this::channelOf, couplings).list();
        holders = findHolders();
    }

    /** Propagates channels through a network, at the card's size. */
    public static ChannelAnalysis of(Network network) {
        return of(network.graph(), network.shapes(1));
    }

    /** Propagates channels through a graph whose shapes are known, batch 1. */
    public static ChannelAnalysis of(Graph graph, Shapes shapes) {
        return new ChannelAnalysis(Propagation.run(graph, shapes, ChannelRules::of));
    }

    /** Every contraction that could lose channels, in graph order; groups that share a channel are one. */
    public List<ChannelGroup> groups() {
        return groups;
    }

    /** The convolutions and normalisations that need equal numbers of channels in each of their own groups. */
    public List<Coupling> couplings() {
        return couplings;
    }

    /**
     * For each tensor that a cut could empty, the ids of its coupled channels, of which one must stay. No two lists are
     * equal.
     */
    public List<List<Integer>> holders() {
        return holders;
    }

    /** The coupled channel of an id, with its cuts of activations first. */
    public CoupledChannel channel(int id) {
        List<Cut> cuts = new ArrayList<>();
        propagated
                .tensors()
                .forEach((tensor, indices) ->
                        collect(id, indices, (axis, index) -> cuts.add(new Cut(tensor, axis, index, ""))));
        for (ConstantUse use : propagated.uses()) {
            collect(id, use.indices(), (axis, index) -> {
                if (use.constantAxis(axis) >= 0) {
                    cuts.add(new Cut(
                            use.constant(),
                            use.constantAxis(axis),
                            index,
                            use.node().name()));
                }
            });
        }
        return new CoupledChannel(cuts);
    }

    /** The step that removes these coupled channels. */
    public PlanStep.CutChannels cut(Set<Integer> channels) {
        BitSet gone = new BitSet();
        channelOfRoot.forEach((root, id) -> gone.set(root, channels.contains(id)));
        return new CutWriter(propagated, new Survivors(propagated.atoms(), gone), this::cutAxis).step();
    }

    /** The id of an atom's coupled channel; -1 for a fixed atom. */
    private int channelOf(int atom) {
        return channelOfRoot.getOrDefault(propagated.atoms().find(atom), -1);
    }

    private interface CutSink {
        void accept(int axis, int index);
    }

    private void collect(int id, Indices indices, CutSink sink) {
        int axis = cutAxis(indices);
        if (axis < 0) {
            return;
        }
        int[] atoms = indices.atoms();
        BitSet seen = new BitSet();
        for (int i = 0; i < atoms.length; i++) {
            int at = indices.position(i, axis);
            if (channelOf(atoms[i]) == id && !seen.get(at)) {
                seen.set(at);
                sink.accept(axis, at);
            }
        }
    }

    /** The axis on which a settled tensor is cut; -1 if there is none. */
    private int cutAxis(Indices indices) {
        int[] axes = indices.axes();
        if (axes.length <= 1) {
            return axes.length == 0 ? -1 : axes[0];
        }
        return Arrays.stream(axes)
                .filter(k -> isUniform(indices, k))
                .findFirst()
                .orElse(-1);
    }

    private boolean isUniform(Indices indices, int axis) {
        int[] atoms = indices.atoms();
        int[] first = new int[indices.length(axis)];
        Arrays.fill(first, -1);
        for (int i = 0; i < atoms.length; i++) {
            int at = indices.position(i, axis);
            int key = propagated.atoms().protection(atoms[i]).isPresent()
                    ? Atoms.FIXED
                    : propagated.atoms().find(atoms[i]);
            if (first[at] >= 0 && first[at] != key) {
                return false;
            }
            first[at] = key;
        }
        return true;
    }

    private Coupling coupling(PropagatedChannels.Balance balance) {
        List<List<Integer>> blocks = new ArrayList<>();
        int size = balance.atoms().length / balance.groups();
        for (int g = 0; g < balance.groups(); g++) {
            blocks.add(Arrays.stream(balance.atoms(), g * size, (g + 1) * size)
                    .map(this::channelOf)
                    .filter(id -> id >= 0)
                    .boxed()
                    .toList());
        }
        return new Coupling(balance.node().name(), blocks);
    }

    private List<List<Integer>> findHolders() {
        Set<List<Integer>> distinct = new LinkedHashSet<>();
        for (Indices indices : propagated.all()) {
            int[] atoms = indices.atoms();
            boolean safe = Arrays.stream(atoms)
                    .anyMatch(a ->
                            channelOf(a) < 0 || propagated.atoms().protection(a).isPresent());
            if (!safe) {
                distinct.add(Arrays.stream(atoms)
                        .map(this::channelOf)
                        .sorted()
                        .distinct()
                        .boxed()
                        .toList());
            }
        }
        return List.copyOf(distinct);
    }
}
