package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.List;

/**
 * Expected rise of the loss after retraining, compared with the network as it is. It sums the rise by the grid and the
 * rises by the layers; {@code recoverability} weights each by how little of it retraining wins back.
 *
 * @param layers rise by narrowing each layer alone
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

    /** The loss that narrowing a layer adds. */
    double added(PrunableLayer layer, int from, int to) {
        return recoverability.channels() * (layers.of(layer, to) - layers.of(layer, from));
    }
}
