package dev.coppice.models.measure;

import dev.coppice.models.Fingerprint;
import dev.coppice.models.network.Network;

/** Evaluator of a network's accuracy on its own data. */
@FunctionalInterface
public interface Evaluator {
    /** The accuracy of a network on all data of the evaluator. */
    Evaluation evaluate(Network network);

    /**
     * Everything that decides the result of a measurement; plans made with this evaluator record it.
     *
     * @throws IllegalStateException if this evaluator has no fingerprint
     */
    default Fingerprint fingerprint() {
        throw new IllegalStateException("this evaluator does not say what it measures on, and decides a plan");
    }
}
