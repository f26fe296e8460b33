package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.models.network.Network;
import java.util.Map;

/**
 * An estimate without pictures: −Σ log rᵢ over the layers, rᵢ the share of layer i's importance that stays. What passes through
 * all layers is the product of the shares, so that the last channels of a layer are dearer than the first. It knows nothing of
 * grids.
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
