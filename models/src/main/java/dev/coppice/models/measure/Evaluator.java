package dev.coppice.models.measure;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;

/** Measures a network's accuracy on data it holds. */
@FunctionalInterface
public interface Evaluator {
    /** The accuracy of the network, over the evaluator's whole data. */
    Evaluation evaluate(Network network);

    /**
     * Everything that decides what it measures, where a plan is made by it.
     *
     * @throws IllegalStateException if this evaluator does not say
     */
    default Fingerprint fingerprint() {
        throw new IllegalStateException("this evaluator does not say what it measures on, and decides a plan");
    }
}
