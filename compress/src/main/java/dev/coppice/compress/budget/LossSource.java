package dev.coppice.compress.budget;

import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.models.network.Network;
import java.util.Map;

/** Source of the loss of a cut network. */
public sealed interface LossSource permits MeasuredLoss, ImportanceLoss {
    /**
     * The loss of a network that was cut.
     *
     * @param cut the network after the cut
     * @param layers layers of the network before the cut
     * @param kept coupled channels that its layers keep, by name
     */
    Reading of(Network cut, ScoredLayers layers, Map<String, Integer> kept);

    /** Whether it tells grids apart. */
    boolean seesGrids();
}
