package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.Optional;

/**
 * Goes the last steps to a budget: by those that add the least expected loss for what they save, where saving more than is
 * needed counts for nothing. The way down takes a long step where it is the best bargain, and a budget just below its start
 * need not pay for all of it.
 */
final class LastSteps {
    private LastSteps() {}

    /** A state that is within the budget; empty where no step leads there. */
    static Optional<Allocation> to(double budget, Allocation from, SearchStates states, ExpectedLoss expected) {
        Allocation state = from;
        while (states.price(state) > budget) {
            Allocation next = step(budget, state, states, expected);
            if (next.equals(state)) {
                return Optional.empty();
            }
            state = next;
        }
        return Optional.of(state);
    }

    private static Allocation step(double budget, Allocation state, SearchStates states, ExpectedLoss expected) {
        Allocation best = state;
        double least = Double.POSITIVE_INFINITY;
        double price = states.price(state);
        for (PrunableLayer layer : states.layers()) {
            int kept = state.of(layer.name());
            for (int to : WidthLevels.below(layer, kept)) {
                Allocation tried = state.keeping(layer.name(), to);
                double saved = Math.min(price - states.price(tried), price - budget);
                double rate = expected.added(layer, kept, to) / saved;
                if (saved > 0 && rate < least) {
                    least = rate;
                    best = tried;
                }
            }
        }
        return best;
    }
}
