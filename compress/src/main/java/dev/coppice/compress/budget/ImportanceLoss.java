package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.models.network.Network;
import java.util.Map;

/**
 * Estimate without pictures: −Σ log rᵢ over the layers, where rᵢ is the share of layer i's importance that stays. A
 * signal passes through all layers, so the shares multiply, and the last channels of a layer cost more than the first.
 * The estimate cannot tell grids apart.
 */
public record ImportanceLoss() implements LossSource {
    @Override
    public Reading of(Network cut, ScoredLayers layers, Map<String, Integer> kept) {
        double loss = 0;
        for (PrunableLayer layer : layers.prunable()) {
            loss -= Math.log(layers.remaining(layer.name(), kept.getOrDefault(layer.name(), layer.most())));
        }
        return new Reading(loss, Double.NaN);
    }

    @Override
    public boolean seesGrids() {
        return false;
    }
}
