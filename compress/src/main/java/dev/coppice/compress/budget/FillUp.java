package dev.coppice.compress.budget;

import java.util.Comparator;
import java.util.Optional;

/** Spends what a state leaves of a budget: widens the layers that lose most for what they cost, as long as the budget allows. */
final class FillUp {
    private FillUp() {}

    /** The state with every widening that fits; what was cut and saves nothing comes back first. */
    static Allocation within(double budget, Allocation from, Burden burden) {
        Allocation state = from;
        Optional<Offer> next = widening(budget, state, burden);
        while (next.isPresent()) {
            state = next.get().state();
            next = widening(budget, state, burden);
        }
        return state;
    }

    private static Optional<Offer> widening(double budget, Allocation state, Burden burden) {
        double price = burden.states().price(state);
        return burden.states().layers().stream()
                .flatMap(layer -> Offer.wider(layer, state, burden))
                .filter(offer -> price - offer.saved() <= budget && won(offer) > 0)
                .max(Comparator.comparingDouble(FillUp::won));
    }

    /** Burden that goes for each unit of the price that comes. */
    private static double won(Offer offer) {
        return -offer.added() / Math.max(-offer.saved(), Double.MIN_NORMAL);
    }
}
