package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.plan.PruningScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Allocation of a ratio among layers as the scope says: how many coupled channels each layer keeps.
 *
 * @param costs what hangs on each layer; empty unless the scope deals by it
 */
record RatioAllocation(List<ScoredGroup> layers, PruningScope scope, List<Double> costs) {
    /** Kept numbers, one a layer, rounded and within the layer's bounds. */
    int[] at(double ratio, Iteration iteration) {
        return switch (scope) {
            case GLOBAL -> GlobalRanking.kept(layers, ratio, iteration);
            case COST -> CostProportion.kept(layers, costs, ratio, iteration);
            case LAYER ->
                layers.stream()
                        .mapToInt(layer -> layer.kept(
                                iteration.towards(layer.size(), layer.bounds().width() * (1 - ratio))))
                        .toArray();
        };
    }

    /** The coupled channels that go when each layer keeps so many. */
    Set<Integer> cut(int... kept) {
        Set<Integer> cut = new HashSet<>();
        for (int i = 0; i < kept.length; i++) {
            cut.addAll(layers.get(i).channelsCutTo(kept[i]));
        }
        return cut;
    }
}
