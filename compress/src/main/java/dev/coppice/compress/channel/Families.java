package dev.coppice.compress.channel;

import dev.coppice.compress.channel.propagation.Atoms;
import dev.coppice.compress.channel.propagation.Ledger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/** Gathers births into families: those that share a group or an equal-numbers coupling are one. */
final class Families {
    private final Ledger ledger;
    private final IntUnaryOperator groupOfAtom;
    private final Atoms joined = new Atoms();
    private final int[] nodes;
    private final Map<Integer, Integer> nodeOfGroup = new HashMap<>();

    Families(Ledger ledger, IntUnaryOperator groupOfAtom, List<Coupling> couplings) {
        this.ledger = ledger;
        this.groupOfAtom = groupOfAtom;
        this.nodes = joined.fresh(ledger.births().size());
        for (int b = 0; b < nodes.length; b++) {
            for (int group : groups(ledger.births().get(b))) {
                join(group, nodes[b]);
            }
        }
        for (Coupling coupling : couplings) {
            List<Integer> coupled = coupling.blocks().stream()
                    .flatMap(List::stream)
                    .map(nodeOfGroup::get)
                    .filter(Objects::nonNull)
                    .toList();
            coupled.forEach(node -> joined.unite(coupled.get(0), node));
        }
    }

    /** In order of their first contraction. */
    List<ChannelFamily> list() {
        Map<Integer, List<Ledger.Birth>> members = new LinkedHashMap<>();
        for (int b = 0; b < nodes.length; b++) {
            members.computeIfAbsent(joined.find(nodes[b]), k -> new ArrayList<>())
                    .add(ledger.births().get(b));
        }
        return members.values().stream().map(this::family).toList();
    }

    private void join(int group, int node) {
        Integer other = nodeOfGroup.putIfAbsent(group, node);
        if (other != null) {
            joined.unite(other, node);
        }
    }

    private int[] groups(Ledger.Birth birth) {
        return Arrays.stream(birth.atoms()).map(groupOfAtom).toArray();
    }

    private ChannelFamily family(List<Ledger.Birth> births) {
        TreeMap<Integer, Integer> atomOfGroup = new TreeMap<>();
        for (Ledger.Birth birth : births) {
            for (int atom : birth.atoms()) {
                atomOfGroup.putIfAbsent(groupOfAtom.applyAsInt(atom), atom);
            }
        }
        List<Integer> groups = List.copyOf(atomOfGroup.keySet());
        Map<Integer, Integer> place = new HashMap<>();
        groups.forEach(group -> place.put(group, place.size()));
        List<String> protections = atomOfGroup.values().stream()
                .map(atom -> ledger.atoms().protection(atom).orElse(""))
                .toList();
        List<Producer> producers = births.stream()
                .filter(birth -> birth.declined().isEmpty())
                .map(birth -> producer(birth, place))
                .toList();
        Ledger.Birth first = births.get(0);
        return new ChannelFamily(first.node().name(), producers, groups, protections, first.declined());
    }

    private Producer producer(Ledger.Birth birth, Map<Integer, Integer> place) {
        List<Integer> members =
                Arrays.stream(groups(birth)).map(place::get).boxed().toList();
        return new Producer(
                birth.node().name(), birth.node().input(birth.input()), birth.axis(), birth.groups(), members);
    }
}
