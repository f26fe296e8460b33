package dev.coppice.compress.budget;

import dev.coppice.compress.prune.ScoredLayers;
import dev.coppice.models.network.Network;
import java.util.Map;

/** Where the planner has the loss of a cut network from. */
public sealed interface LossSource permits MeasuredLoss, ImportanceLoss {
    /**
     * The loss of a network that was cut.
     *
     * @param cut what is left
     * @param layers of the network it was cut from
     * @param kept how many channels its layers keep
     */
    Reading of(Network cut, ScoredLayers layers, Map<String, Integer> kept);

    /** Whether it can tell one grid from another. */
    boolean seesGrids();
}
