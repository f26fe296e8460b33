package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;

/**
 * Greedy widening, which spends what a state leaves of a budget: on the layers that lose most for what they cost, as long as
 * the budget allows.
 */
final class GreedyWidening {
    private GreedyWidening() {}

    /** The state with every widening that fits; what was cut and saves nothing comes back first. */
    static Allocation within(double budget, Allocation from, SearchStates states, ExpectedLoss expected) {
        Allocation state = from;
        Allocation next = widened(budget, state, states, expected);
        while (!next.equals(state)) {
            state = next;
            next = widened(budget, state, states, expected);
        }
        return state;
    }

    private static Allocation widened(double budget, Allocation state, SearchStates states, ExpectedLoss expected) {
        Allocation best = state;
        double most = 0;
        double price = states.price(state);
        for (PrunableLayer layer : states.layers()) {
            int kept = state.of(layer.name());
            int wider = WidthLevels.next(layer, kept);
            if (wider > kept) {
                Allocation tried = state.keeping(layer.name(), wider);
                double dearer = states.price(tried) - price;
                double rate = expected.added(layer, wider, kept) / Math.max(dearer, Double.MIN_NORMAL);
                if (price + dearer <= budget && rate > most) {
                    most = rate;
                    best = tried;
                }
            }
        }
        return best;
    }
}
