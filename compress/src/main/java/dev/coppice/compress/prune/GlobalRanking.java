package dev.coppice.compress.prune;

import dev.coppice.compress.plan.PruningRatio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Ranks the units of all layers together. */
final class GlobalRanking {
    /** The share of its channels that every layer keeps, so that none becomes a bottleneck of one channel. */
    private static final double FLOOR = 0.1;

    private record Ranked(int layer, Unit unit) {}

    private GlobalRanking() {}

    /** Groups to cut: the ratio of all free ones, the least important first, then each layer's number rounded. */
    static List<Integer> cut(List<Layer> layers, PruningRatio ratio) {
        List<Ranked> ranking = new ArrayList<>();
        int[] kept = new int[layers.size()];
        long free = 0;
        for (int i = 0; i < layers.size(); i++) {
            kept[i] = layers.get(i).family().size();
            free += layers.get(i).family().free();
            for (Unit unit : layers.get(i).units()) {
                if (unit.isFree()) {
                    ranking.add(new Ranked(i, unit));
                }
            }
        }
        ranking.sort(Comparator.comparingDouble(ranked -> ranked.unit().score()));
        long left = Math.round(free * ratio.value());
        for (Ranked ranked : ranking) {
            int size = ranked.unit().size();
            int floor = (int) Math.ceil(layers.get(ranked.layer()).family().size() * FLOOR);
            if (size <= left && kept[ranked.layer()] - size >= floor) {
                kept[ranked.layer()] -= size;
                left -= size;
            }
        }
        List<Integer> cut = new ArrayList<>();
        int[] wanted = Arrays.copyOf(kept, kept.length);
        for (int i = 0; i < wanted.length; i++) {
            cut.addAll(layers.get(i).cutTo(wanted[i]));
        }
        return cut;
    }
}
