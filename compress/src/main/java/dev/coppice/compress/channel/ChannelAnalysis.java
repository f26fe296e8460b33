package dev.coppice.compress.channel;

import dev.coppice.compress.channel.propagation.Atoms;
import dev.coppice.compress.channel.propagation.ConstantUse;
import dev.coppice.compress.channel.propagation.Indices;
import dev.coppice.compress.channel.propagation.Ledger;
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
 * The channels of a network: which go together, in which families, and what must stay. Immutable in use; groups are
 * numbered from 0 in order of birth.
 */
public final class ChannelAnalysis {
    private final Ledger ledger;
    private final Map<Integer, Integer> groupOfRoot = new LinkedHashMap<>();
    private final List<ChannelFamily> families;
    private final List<Coupling> couplings;
    private final List<List<Integer>> holders;

    private ChannelAnalysis(Ledger ledger) {
        this.ledger = ledger;
        for (Ledger.Birth birth : ledger.births()) {
            for (int atom : birth.atoms()) {
                groupOfRoot.putIfAbsent(ledger.atoms().find(atom), groupOfRoot.size());
            }
        }
        couplings = ledger.balances().stream().map(this::coupling).toList();
        families = new Families(ledger, this::groupOf, couplings).list();
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

    /** Every contraction that could lose channels, in graph order; families that share groups are one. */
    public List<ChannelFamily> families() {
        return families;
    }

    /** Where equal numbers per group are asked for. */
    public List<Coupling> couplings() {
        return couplings;
    }

    /** For each tensor that a cut could empty, the ids of its groups: one of them must stay. No two are alike. */
    public List<List<Integer>> holders() {
        return holders;
    }

    /** Everything that goes with a group, activations first. */
    public ChannelGroup group(int id) {
        List<Cut> cuts = new ArrayList<>();
        ledger.tensors()
                .forEach((tensor, indices) ->
                        collect(id, indices, (axis, index) -> cuts.add(new Cut(tensor, axis, index, ""))));
        for (ConstantUse use : ledger.uses()) {
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
        return new ChannelGroup(cuts);
    }

    /** The step that removes these groups. */
    public PlanStep.CutChannels cut(Set<Integer> groups) {
        BitSet gone = new BitSet();
        groupOfRoot.forEach((root, id) -> gone.set(root, groups.contains(id)));
        return new CutWriter(ledger, new Survivors(ledger.atoms(), gone), this::cutAxis).step();
    }

    /** The id of an atom's group, -1 for what is fixed. */
    private int groupOf(int atom) {
        return groupOfRoot.getOrDefault(ledger.atoms().find(atom), -1);
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
            if (groupOf(atoms[i]) == id && !seen.get(at)) {
                seen.set(at);
                sink.accept(axis, at);
            }
        }
    }

    /** The one axis on which a settled tensor is cut, -1 if on none. */
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
            int key = ledger.atoms().protection(atoms[i]).isPresent()
                    ? Atoms.FIXED
                    : ledger.atoms().find(atoms[i]);
            if (first[at] >= 0 && first[at] != key) {
                return false;
            }
            first[at] = key;
        }
        return true;
    }

    private Coupling coupling(Ledger.Balance balance) {
        List<List<Integer>> blocks = new ArrayList<>();
        int size = balance.atoms().length / balance.groups();
        for (int g = 0; g < balance.groups(); g++) {
            blocks.add(Arrays.stream(balance.atoms(), g * size, (g + 1) * size)
                    .map(this::groupOf)
                    .filter(id -> id >= 0)
                    .boxed()
                    .toList());
        }
        return new Coupling(balance.node().name(), blocks);
    }

    private List<List<Integer>> findHolders() {
        Set<List<Integer>> distinct = new LinkedHashSet<>();
        for (Indices indices : ledger.tensors().values()) {
            int[] atoms = indices.atoms();
            boolean safe = Arrays.stream(atoms)
                    .anyMatch(a ->
                            a == Atoms.FIXED || ledger.atoms().protection(a).isPresent());
            if (!safe) {
                distinct.add(Arrays.stream(atoms)
                        .map(this::groupOf)
                        .sorted()
                        .distinct()
                        .boxed()
                        .toList());
            }
        }
        return List.copyOf(distinct);
    }
}
