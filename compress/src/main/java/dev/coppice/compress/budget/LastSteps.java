package dev.coppice.compress.budget;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Goes the last steps to a budget: by those that add the least burden for what they save, where saving more than is needed counts for
 * nothing. The way down takes a long step where it is the best bargain, and a budget just below its start need not pay for all of it.
 */
final class LastSteps {
    private LastSteps() {}

    /** A state that is within the budget; empty where no step leads there. */
    static Optional<Allocation> to(double budget, Allocation from, Burden burden) {
        Allocation state = from;
        while (burden.states().price(state) > budget) {
            Optional<Offer> step = step(budget, state, burden);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            state = step.get().state();
        }
        return Optional.of(state);
    }

    private static Optional<Offer> step(double budget, Allocation state, Burden burden) {
        double needed = burden.states().price(state) - budget;
        ToDoubleFunction<Offer> rate = offer -> offer.added() / Math.min(offer.saved(), needed);
        return burden.states().layers().stream()
                .flatMap(layer -> Offer.narrower(layer, state, burden))
                .filter(offer -> offer.saved() > 0 && rate.applyAsDouble(offer) < Double.POSITIVE_INFINITY)
                .min(Comparator.comparingDouble(rate));
    }
}
