package dev.coppice.compress.prune;

import dev.coppice.compress.plan.Iteration;
import dev.coppice.compress.plan.PruningScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Allocation of a ratio among layers by the scope: the number of coupled channels that each layer keeps.
 *
 * @param costs cost of each layer's channels; empty unless the scope uses it
 */
record RatioAllocation(List<ScoredGroup> layers, PruningScope scope, List<Double> costs) {
    /** The kept numbers, one for each layer, rounded and within the layer's bounds. */
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

    /** The coupled channels that go for these kept numbers, one for each layer. */
    Set<Integer> cut(int... kept) {
        Set<Integer> cut = new HashSet<>();
        for (int i = 0; i < kept.length; i++) {
            cut.addAll(layers.get(i).channelsCutTo(kept[i]));
        }
        return cut;
    }
}
