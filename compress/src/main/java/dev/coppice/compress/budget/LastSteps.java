package dev.coppice.compress.budget;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Goes the last steps to a budget: by those that add the least expected loss for what they save, where saving more than is
 * needed counts for nothing. The way down takes a long step where it is the best bargain, and a budget just below its start
 * need not pay for all of it.
 */
final class LastSteps {
    private LastSteps() {}

    /** A state that is within the budget; empty where no step leads there. */
    static Optional<Allocation> to(double budget, Allocation from, ExpectedLoss expected) {
        Allocation state = from;
        while (expected.states().price(state) > budget) {
            Optional<Offer> step = step(budget, state, expected);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            state = step.get().state();
        }
        return Optional.of(state);
    }

    private static Optional<Offer> step(double budget, Allocation state, ExpectedLoss expected) {
        double needed = expected.states().price(state) - budget;
        ToDoubleFunction<Offer> rate = offer -> offer.added() / Math.min(offer.saved(), needed);
        return expected.states().layers().stream()
                .flatMap(layer -> Offer.narrower(layer, state, expected))
                .filter(offer -> offer.saved() > 0 && rate.applyAsDouble(offer) < Double.POSITIVE_INFINITY)
                .min(Comparator.comparingDouble(rate));
    }
}
