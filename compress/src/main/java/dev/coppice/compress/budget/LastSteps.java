package dev.coppice.compress.budget;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Last steps to a budget: those that add the least expected loss for what they save. Savings beyond the need do not
 * count. The way down takes long steps where they are the best bargain; a budget just below their start need not pay for
 * all of one.
 */
final class LastSteps {
    private LastSteps() {}

    /** A state within the budget; empty where no step leads there. */
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
