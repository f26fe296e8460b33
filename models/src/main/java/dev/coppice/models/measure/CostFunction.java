package dev.coppice.models.measure;

import dev.coppice.models.network.Network;

/** Cost of one forward pass of a network, in a unit of the implementer's choice (MACs, milliseconds). */
@FunctionalInterface
public interface CostFunction {
    /** The cost of one forward pass at the card's size, batch 1. */
    double cost(Network network);
}
