package dev.coppice.compress.prune;

import dev.coppice.compress.channel.Coupling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Balanced units, of which a grouped convolution's groups lose equal numbers. The best channels of all groups form one
 * unit, then the second best, and so on. Cutting whole units keeps the balance, and every group loses its own least
 * important channels.
 */
final class BalancedUnits {
    private BalancedUnits() {}

    /**
     * Joins units until cutting any of them takes equally many channels from each block of the coupling.
     *
     * <p>The kind of a unit is its number of channels in each block. If one unit of each kind together are balanced, the
     * best of all kinds are joined, then the second best, and so on. Otherwise all are protected.
     */
    static List<Unit> of(List<Unit> units, Coupling coupling) {
        Map<Integer, int[]> counts = counts(coupling);
        int blocks = coupling.blocks().size();
        Map<List<Integer>, List<Unit>> kinds = new LinkedHashMap<>();
        List<Unit> result = new ArrayList<>();
        for (Unit unit : units) {
            int[] counted = sum(unit, counts, blocks);
            if (isEven(counted)) {
                result.add(unit);
            } else {
                kinds.computeIfAbsent(Arrays.stream(counted).boxed().toList(), k -> new ArrayList<>())
                        .add(unit);
            }
        }
        int[] total = new int[blocks];
        kinds.keySet().forEach(kind -> Arrays.setAll(total, b -> total[b] + kind.get(b)));
        if (isEven(total)) {
            result.addAll(zip(List.copyOf(kinds.values()), coupling));
        } else {
            String reason = "'" + coupling.node() + "' wants equal numbers per group, which its channels cannot give";
            kinds.values().forEach(kind -> kind.forEach(unit -> result.add(unit.protectedBy(reason))));
        }
        result.sort(Comparator.comparing(unit -> unit.channels().get(0)));
        return result;
    }

    private static List<Unit> zip(List<List<Unit>> kinds, Coupling coupling) {
        kinds.forEach(kind -> kind.sort(Comparator.comparing(Unit::isFree)
                .thenComparing(Comparator.comparingDouble(Unit::score).reversed())));
        int depth = kinds.stream().mapToInt(List::size).min().orElse(0);
        List<Unit> zipped = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            int rank = i;
            zipped.add(Unit.of(kinds.stream().map(kind -> kind.get(rank)).toList()));
        }
        String reason = "has no partner in another group of '" + coupling.node() + "'";
        kinds.forEach(kind -> kind.subList(depth, kind.size()).forEach(unit -> zipped.add(unit.protectedBy(reason))));
        return zipped;
    }

    private static Map<Integer, int[]> counts(Coupling coupling) {
        Map<Integer, int[]> counts = new HashMap<>();
        int blocks = coupling.blocks().size();
        for (int b = 0; b < blocks; b++) {
            for (int channel : coupling.blocks().get(b)) {
                counts.computeIfAbsent(channel, g -> new int[blocks])[b]++;
            }
        }
        return counts;
    }

    private static int[] sum(Unit unit, Map<Integer, int[]> counts, int blocks) {
        int[] sum = new int[blocks];
        for (int channel : unit.channels()) {
            int[] own = counts.getOrDefault(channel, sum);
            for (int b = 0; own != sum && b < blocks; b++) {
                sum[b] += own[b];
            }
        }
        return sum;
    }

    private static boolean isEven(int... counts) {
        for (int count : counts) {
            if (count != counts[0]) {
                return false;
            }
        }
        return true;
    }
}
