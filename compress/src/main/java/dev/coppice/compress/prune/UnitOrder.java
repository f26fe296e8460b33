package dev.coppice.compress.prune;

import dev.coppice.compress.channel.ChannelGroup;
import dev.coppice.compress.channel.Producer;
import dev.coppice.compress.plan.PruningScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The order in which units of a channel group go. */
final class UnitOrder {
    private UnitOrder() {}

    /**
     * The units in the order in which they go: where all layers compete, the least important first. Otherwise every contraction of
     * the group loses the same share. The contractions of a group need not have the same channels: if half of one is
     * added to others, as in cross-stage partial networks, scores of that half are means over more kernels, and might all
     * be below the rest. So the least important of each kind go in turns.
     */
    static List<Unit> of(ChannelGroup group, List<Unit> units, PruningScope scope) {
        List<Unit> ascending =
                units.stream().sorted(Comparator.comparingDouble(Unit::score)).toList();
        if (scope == PruningScope.GLOBAL) {
            return ascending;
        }
        Map<Integer, int[]> births = births(group);
        Map<List<Integer>, List<Unit>> kinds = new HashMap<>();
        for (Unit unit : ascending) {
            kinds.computeIfAbsent(kind(unit, births, group.producers().size()), k -> new ArrayList<>())
                    .add(unit);
        }
        IdentityHashMap<Unit, Double> turns = new IdentityHashMap<>();
        for (List<Unit> kind : kinds.values()) {
            for (int i = 0; i < kind.size(); i++) {
                turns.put(kind.get(i), (i + 1.0) / kind.size());
            }
        }
        return ascending.stream()
                .sorted(Comparator.comparingDouble(unit -> turns.getOrDefault(unit, 1.0)))
                .toList();
    }

    /** How many channels of each contraction are born with each coupled channel. */
    private static Map<Integer, int[]> births(ChannelGroup group) {
        Map<Integer, int[]> births = new HashMap<>();
        List<Producer> producers = group.producers();
        for (int p = 0; p < producers.size(); p++) {
            for (int member : producers.get(p).members()) {
                births.computeIfAbsent(group.channels().get(member), k -> new int[producers.size()])[p]++;
            }
        }
        return births;
    }

    /** The kind of a unit: its number of channels in each contraction. */
    private static List<Integer> kind(Unit unit, Map<Integer, int[]> births, int contractions) {
        int[] counts = new int[contractions];
        for (int channel : unit.channels()) {
            int[] own = births.getOrDefault(channel, new int[contractions]);
            Arrays.setAll(counts, p -> counts[p] + own[p]);
        }
        return Arrays.stream(counts).boxed().toList();
    }
}
