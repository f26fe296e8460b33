package dev.coppice.models.measure;

import dev.coppice.models.network.Network;

/** Measures a network's accuracy on data it holds. */
@FunctionalInterface
public interface Evaluator {
    /** The accuracy of the network, over the evaluator's whole data. */
    Evaluation evaluate(Network network);
}
