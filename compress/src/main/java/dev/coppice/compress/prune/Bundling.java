package dev.coppice.compress.prune;

import dev.coppice.compress.channel.Coupling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a grouped convolution's groups lose equal numbers: the best channels of all groups become one unit, then the
 * second best, and so on, so that cutting whole units keeps the balance while every group loses its own least important
 * channels.
 */
final class Bundling {
    private Bundling() {}

    /** These units joined until cutting any of them takes as many channels from each block of the coupling. */
    static List<Unit> apply(List<Unit> units, Coupling coupling) {
        Map<Integer, int[]> counts = counts(coupling);
        int blocks = coupling.blocks().size();
        List<List<Unit>> byBlock = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            byBlock.add(new ArrayList<>());
        }
        List<Unit> result = new ArrayList<>();
        boolean mixed = false;
        int weight = 0;
        for (Unit unit : units) {
            int[] counted = sum(unit, counts, blocks);
            int block = onlyBlock(counted);
            if (isEven(counted)) {
                result.add(unit);
            } else {
                mixed |= block < 0 || (weight > 0 && counted[block] != weight);
                byBlock.get(Math.max(0, block)).add(unit);
                weight = block < 0 ? weight : counted[block];
            }
        }
        if (mixed) {
            String reason = "'" + coupling.node() + "' wants equal numbers per group, which its channels cannot give";
            byBlock.forEach(block -> block.forEach(unit -> result.add(unit.protectedBy(reason))));
        } else {
            result.addAll(zip(byBlock, coupling));
        }
        result.sort(Comparator.comparing(unit -> unit.groups().get(0)));
        return result;
    }

    private static List<Unit> zip(List<List<Unit>> byBlock, Coupling coupling) {
        byBlock.forEach(block -> block.sort(Comparator.comparing(Unit::isFree)
                .thenComparing(Comparator.comparingDouble(Unit::score).reversed())));
        int depth = byBlock.stream().mapToInt(List::size).min().orElse(0);
        List<Unit> zipped = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            int rank = i;
            zipped.add(Unit.of(byBlock.stream().map(block -> block.get(rank)).toList()));
        }
        String reason = "has no partner in another group of '" + coupling.node() + "'";
        byBlock.forEach(
                block -> block.subList(depth, block.size()).forEach(unit -> zipped.add(unit.protectedBy(reason))));
        return zipped;
    }

    private static Map<Integer, int[]> counts(Coupling coupling) {
        Map<Integer, int[]> counts = new HashMap<>();
        int blocks = coupling.blocks().size();
        for (int b = 0; b < blocks; b++) {
            for (int group : coupling.blocks().get(b)) {
                counts.computeIfAbsent(group, g -> new int[blocks])[b]++;
            }
        }
        return counts;
    }

    private static int[] sum(Unit unit, Map<Integer, int[]> counts, int blocks) {
        int[] sum = new int[blocks];
        for (int group : unit.groups()) {
            int[] own = counts.getOrDefault(group, sum);
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

    /** The one block that is counted, -1 if there are several. */
    private static int onlyBlock(int... counts) {
        int only = -1;
        for (int b = 0; b < counts.length; b++) {
            if (counts[b] > 0) {
                if (only >= 0) {
                    return -1;
                }
                only = b;
            }
        }
        return only;
    }
}
