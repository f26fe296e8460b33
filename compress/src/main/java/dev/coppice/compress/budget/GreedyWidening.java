package dev.coppice.compress.budget;

import java.util.Comparator;
import java.util.Optional;

/** Greedy widening, which spends the rest of a budget on the layers that lose most for what they cost. */
final class GreedyWidening {
    private GreedyWidening() {}

    /** The state with every widening that fits. Channels whose cut saves nothing come back first. */
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

    /** The expected loss won back for each unit of price. */
    private static double won(Offer offer) {
        return -offer.added() / Math.max(-offer.saved(), Double.MIN_NORMAL);
    }
}
