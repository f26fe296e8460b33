package dev.coppice.compress.budget;

import java.util.Comparator;
import java.util.Optional;

/**
 * Greedy widening, which spends what a state leaves of a budget: on the layers that lose most for what they cost, as long as
 * the budget allows.
 */
final class GreedyWidening {
    private GreedyWidening() {}

    /** The state with every widening that fits; what was cut and saves nothing comes back first. */
    static Allocation within(double budget, Allocation from, ExpectedLoss expected) {
        Allocation state = from;
        Optional<Offer> next = widening(budget, state, expected);
        while (next.isPresent()) {
            state = next.get().state();
            next = widening(budget, state, expected);
        }
        return state;
    }

    private static Optional<Offer> widening(double budget, Allocation state, ExpectedLoss expected) {
        double price = expected.states().price(state);
        return expected.states().layers().stream()
                .flatMap(layer -> Offer.wider(layer, state, expected))
                .filter(offer -> price - offer.saved() <= budget && won(offer) > 0)
                .max(Comparator.comparingDouble(GreedyWidening::won));
    }

    /** ExpectedLoss that goes for each unit of the price that comes. */
    private static double won(Offer offer) {
        return -offer.added() / Math.max(-offer.saved(), Double.MIN_NORMAL);
    }
}
