package dev.coppice.models.measure;

import dev.coppice.models.network.Network;

/** What running a network once costs, in a unit of the implementer's choice (MACs, milliseconds). */
@FunctionalInterface
public interface CostFunction {
    /** The cost of one run at the card's size, batch 1. */
    double cost(Network network);
}
