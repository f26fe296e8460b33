package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Iteration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ranking of the units of all layers together; layers with a ratio of their own take no part. */
final class GlobalRanking {
    private record Ranked(int layer, Unit unit) {}

    private final List<ScoredGroup> layers;
    private final List<Ranked> ranking = new ArrayList<>();
    private final int[] kept;
    private final int[] forced;
    private double left;

    private GlobalRanking(List<ScoredGroup> layers, double ratio, Iteration iteration) {
        this.layers = layers;
        kept = new int[layers.size()];
        forced = new int[layers.size()];
        double before = 0;
        double now = 0;
        for (int i = 0; i < kept.length; i++) {
            ScoredGroup layer = layers.get(i);
            kept[i] = layer.size();
            if (!layer.bounds().ratios().isFixed()) {
                now += layer.weight() * layer.size();
                before += layer.width();
                forced[i] = layer.size() - layer.most();
                rank(i);
            }
        }
        ranking.sort(Comparator.comparingDouble(ranked -> ranked.unit().score()));
        left = now - Math.min(now, iteration.towards(now, before * (1 - ratio)));
    }

    /** The number of coupled channels that each layer keeps when the ratio of all channels goes, the least important first. */
    static int[] kept(List<ScoredGroup> layers, double ratio, Iteration iteration) {
        GlobalRanking ranking = new GlobalRanking(layers, ratio, iteration);
        ranking.cut();
        int[] kept = new int[layers.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = layers.get(i).kept(ranking.kept[i]);
        }
        return kept;
    }

    private void rank(int layer) {
        for (Unit unit : layers.get(layer).units()) {
            if (unit.isFree()) {
                ranking.add(new Ranked(layer, unit));
            }
        }
    }

    private void cut() {
        for (int i = 0; i < forced.length; i++) {
            left -= forced[i] * layers.get(i).weight();
        }
        for (Ranked ranked : ranking) {
            int layer = ranked.layer();
            int size = ranked.unit().size();
            double channels = size * layers.get(layer).weight();
            if (forced[layer] > 0) {
                forced[layer] -= size;
                kept[layer] -= size;
            } else if (channels / 2 <= left
                    && kept[layer] - size >= layers.get(layer).least()) {
                kept[layer] -= size;
                left -= channels;
            }
        }
    }
}
