package dev.coppice.compress.channel.propagation;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.shape.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Propagated channels: the atoms of all tensors and the rules' notes so far. Mutable; it lives only while {@code
 * ChannelAnalysis} is made.
 */
public final class PropagatedChannels {
    /** Channels born in a contraction; {@code declined} says why there are none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never written to
    public record Birth(Node node, int input, int axis, int groups, int[] atoms, String declined) {}

    /** A need of equal numbers in each group of a grouped convolution. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never written to
    public record Balance(Node node, int groups, int[] atoms) {}

    /** A computed input that its node sums over channels, along one axis. */
    public record SumUse(Node node, int input, int axis, Indices indices) {}

    /** An integer constant that holds sizes. */
    public record SizeInput(Node node, int input, Function<Survivors, long[]> values) {}

    /** An integer attribute that holds a count. */
    public record SizeAttribute(Node node, String attribute, Function<Survivors, Integer> value) {}

    final Graph graph;
    final Shapes shapes;
    final Atoms atoms = new Atoms();
    final Map<String, Indices> tensors = new LinkedHashMap<>();
    final Map<String, List<Indices>> beside = new LinkedHashMap<>();
    final List<ConstantUse> uses = new ArrayList<>();
    final List<Birth> births = new ArrayList<>();
    final List<Birth> dormant = new ArrayList<>();
    final List<Balance> balances = new ArrayList<>();
    final List<SumUse> sums = new ArrayList<>();
    final List<SizeInput> sizes = new ArrayList<>();
    final List<SizeAttribute> attributes = new ArrayList<>();
    final FollowedSizes followed;
    private final Map<List<Object>, int[]> weightAtoms = new HashMap<>();

    PropagatedChannels(Graph graph, Shapes shapes) {
        this.graph = graph;
        this.shapes = shapes;
        this.followed = new FollowedSizes(this);
    }

    /** The graph that the rules ran over. */
    public Graph graph() {
        return graph;
    }

    /** The atoms of all channels, united and protected. */
    public Atoms atoms() {
        return atoms;
    }

    /** The atoms that each tensor carries, by its name. */
    public Map<String, Indices> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The atoms of all tensors, and those beside them. */
    public List<Indices> all() {
        return Stream.concat(tensors.values().stream(), beside.values().stream().flatMap(List::stream))
                .toList();
    }

    /** The uses of constants whose slices belong to channels. */
    public List<ConstantUse> uses() {
        return Collections.unmodifiableList(uses);
    }

    /** Every contraction with the channels born in it. */
    public List<Birth> births() {
        return Collections.unmodifiableList(births);
    }

    /** The grouped convolutions that need equal numbers of channels in each group. */
    public List<Balance> balances() {
        return Collections.unmodifiableList(balances);
    }

    /** The sums over channels of computed tensors. */
    public List<SumUse> sums() {
        return Collections.unmodifiableList(sums);
    }

    /** The integer constants that follow a cut. */
    public List<SizeInput> sizes() {
        return Collections.unmodifiableList(sizes);
    }

    /** The integer attributes that follow a cut. */
    public List<SizeAttribute> attributes() {
        return Collections.unmodifiableList(attributes);
    }

    /** Gives a tensor its atoms; if it has none but those that are noted beside them, the first of these. */
    void put(String tensor, Indices indices) {
        List<Indices> others = beside(tensor);
        boolean moves = indices.axes().length == 0 && !others.isEmpty();
        tensors.put(tensor, moves ? others.get(0) : indices);
        beside.put(tensor, others.subList(moves ? 1 : 0, others.size()));
    }

    /** Gives a tensor atoms beside its others; those without channels count for nothing. */
    void putBeside(String tensor, List<Indices> sets) {
        List<Indices> carrying = sets.stream().filter(set -> !set.isFixed()).toList();
        if (!carrying.isEmpty()) {
            beside.put(tensor, carrying);
        }
    }

    /** The atoms that a tensor has beside its others. */
    List<Indices> beside(String tensor) {
        return beside.getOrDefault(tensor, List.of());
    }

    /** Lets the constants that alone have these atoms bear them. */
    void wake(int... own) {
        Set<Integer> roots = Arrays.stream(own).map(atoms::find).boxed().collect(Collectors.toSet());
        for (Birth birth : List.copyOf(dormant)) {
            if (Arrays.stream(birth.atoms).allMatch(atom -> atoms.isLoose(atom) && roots.contains(atoms.find(atom)))) {
                dormant.remove(birth);
                births.add(birth);
                atoms.bind(birth.atoms);
            }
        }
    }

    /**
     * Lets a tensor be cut on one axis only. It takes the axis with the most independent channels, the last one if
     * several have as many (heads come before their inner dimensions). Atoms that share an index unite; beside a fixed
     * atom they are protected.
     *
     * @return the atoms along that axis
     */
    Indices settle(Indices indices, String tensor) {
        int[] axes = indices.axes();
        if (axes.length <= 1) {
            return indices;
        }
        int best = axes[0];
        int most = -1;
        for (int axis : axes) {
            int classes = classes(indices, axis);
            if (classes >= most) {
                most = classes;
                best = axis;
            }
        }
        return uniteAcross(indices, best, tensor);
    }

    private Indices uniteAcross(Indices indices, int axis, String tensor) {
        int[] all = indices.atoms();
        int[] first = new int[indices.length(axis)];
        boolean[] fixed = new boolean[first.length];
        for (int i = 0; i < all.length; i++) {
            int at = indices.position(i, axis);
            fixed[at] |= all[i] == Atoms.FIXED;
            if (all[i] != Atoms.FIXED && first[at] == Atoms.FIXED) {
                first[at] = all[i];
            } else if (all[i] != Atoms.FIXED) {
                atoms.unite(first[at], all[i]);
            }
        }
        for (int at = 0; at < first.length; at++) {
            if (fixed[at] && first[at] != Atoms.FIXED) {
                atoms.protect(first[at], "shares an index of '" + tensor + "' with what cannot be cut");
            }
        }
        return Indices.along(indices.rank(), axis, first);
    }

    /** The number of sets of an axis' indices that could be cut independently. */
    private int classes(Indices indices, int axis) {
        int[] all = indices.atoms();
        int n = indices.length(axis);
        Atoms local = new Atoms();
        int[] nodes = local.fresh(n);
        Map<Integer, Integer> seen = new HashMap<>();
        for (int i = 0; i < all.length; i++) {
            int node = nodes[indices.position(i, axis)];
            if (all[i] == Atoms.FIXED) {
                local.protect(node, "");
            } else {
                Integer other = seen.putIfAbsent(atoms.find(all[i]), node);
                if (other != null) {
                    local.unite(other, node);
                }
            }
        }
        int count = 0;
        for (int node : nodes) {
            count += local.find(node) == node && local.protection(node).isEmpty() ? 1 : 0;
        }
        return count;
    }

    /** Unites the atoms of weights that several contractions share, so that they stay shared. */
    void shareWeights(ConstantUse use) {
        List<Object> key = List.of(use.constant(), use.indices().axes()[0], use.groups());
        int[] own = use.indices().atoms();
        int[] earlier = weightAtoms.putIfAbsent(key, own);
        for (int i = 0; earlier != null && i < own.length; i++) {
            unite(earlier[i], own[i], "shares the weights '" + use.constant() + "' with a use that cannot be cut");
        }
    }

    /** The atoms of a tensor if they lie on this axis alone; none else. */
    int[] along(String tensor, int axis) {
        Indices indices = tensors.get(tensor);
        return indices != null && Arrays.equals(indices.axes(), new int[] {axis}) ? indices.atoms() : new int[0];
    }

    /** Protects atoms from cuts. */
    void protect(Indices indices, String reason) {
        for (int atom : indices.atoms()) {
            atoms.protect(atom, reason);
        }
    }

    /** Unites two atoms; if one is fixed, the other is protected. */
    void unite(int a, int b, String reason) {
        if (a != Atoms.FIXED && b != Atoms.FIXED) {
            atoms.unite(a, b);
        } else {
            atoms.protect(a, reason);
            atoms.protect(b, reason);
        }
    }
}
