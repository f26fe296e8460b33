package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ranks the units of all layers together; layers with a ratio of their own take no part. */
final class GlobalRanking {
    private record Ranked(int layer, Unit unit) {}

    private final List<Layer> layers;
    private final List<Ranked> ranking = new ArrayList<>();
    private final int[] kept;
    private final int[] forced;
    private long left;

    private GlobalRanking(List<Layer> layers, double ratio, Stage stage) {
        this.layers = layers;
        kept = new int[layers.size()];
        forced = new int[layers.size()];
        double before = 0;
        double now = 0;
        for (int i = 0; i < kept.length; i++) {
            Layer layer = layers.get(i);
            kept[i] = layer.size();
            if (!layer.bounds().rule().isFixed()) {
                now += layer.family().free();
                before += layer.prunable();
                forced[i] = layer.size() - layer.most();
                rank(i);
            }
        }
        ranking.sort(Comparator.comparingDouble(ranked -> ranked.unit().score()));
        left = Math.round(now - Math.min(now, stage.towards(now, before * (1 - ratio))));
    }

    /** How many groups each layer keeps when the ratio of all free ones goes, the least important first. */
    static int[] kept(List<Layer> layers, double ratio, Stage stage) {
        GlobalRanking ranking = new GlobalRanking(layers, ratio, stage);
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
        for (int forcedGroups : forced) {
            left -= forcedGroups;
        }
        for (Ranked ranked : ranking) {
            int layer = ranked.layer();
            int size = ranked.unit().size();
            if (forced[layer] > 0) {
                forced[layer] -= size;
                kept[layer] -= size;
            } else if (size <= left && kept[layer] - size >= layers.get(layer).least()) {
                kept[layer] -= size;
                left -= size;
            }
        }
    }
}
