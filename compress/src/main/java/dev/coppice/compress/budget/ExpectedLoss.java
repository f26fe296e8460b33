package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.List;

/**
 * Loss that a state is expected to have after retraining, beyond the one of the network as it is: the rise by its grid and the
 * rises by its layers, each weighted by how little retraining wins back of it.
 *
 * @param layers what narrowing each alone costs
 * @param grids rise by each grid alone
 */
record ExpectedLoss(SearchStates states, LayerRises layers, List<Double> grids, Recoverability recoverability) {
    ExpectedLoss {
        grids = List.copyOf(grids);
    }

    double of(Allocation state) {
        double sum = 0;
        for (PrunableLayer layer : states.layers()) {
            sum += layers.of(layer, state.of(layer.name()));
        }
        return recoverability.grids() * grids.get(state.grid()) + recoverability.channels() * sum;
    }

    /** What narrowing a layer adds. */
    double added(PrunableLayer layer, int from, int to) {
        return recoverability.channels() * (layers.of(layer, to) - layers.of(layer, from));
    }
}
