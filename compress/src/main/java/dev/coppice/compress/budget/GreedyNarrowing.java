package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Greedy narrowing of layers on one grid. Each step adds the least expected loss for what it saves. It ends when no step
 * saves anything. Used once.
 *
 * <p>The saving of a step depends on the layers around it. So the step that looks best is priced again before it is taken
 * (lazy evaluation, Minoux 1978). Where a layer's next step saves nothing, as between two edges of a staircase, longer
 * ones are tried.
 */
final class GreedyNarrowing {
    /** A step that saves less than this share of the price saves nothing. */
    private static final double NOTHING = 1e-4;

    private final SearchStates states;
    private final ExpectedLoss expected;
    private final List<Allocation> way = new ArrayList<>();
    private Allocation state;

    /** A narrowing of one layer, and the number of steps taken when it was priced. */
    private record Step(Offer offer, int pricedAt) {
        double rate() {
            return offer.added() / offer.saved();
        }
    }

    private GreedyNarrowing(SearchStates states, ExpectedLoss expected, int grid) {
        this.states = states;
        this.expected = expected;
        state = states.start().onGrid(grid);
    }

    /** All states on the way down, widest first. */
    static List<Allocation> on(int grid, SearchStates states, ExpectedLoss expected, SearchWatch watch) {
        GreedyNarrowing narrowing = new GreedyNarrowing(states, expected, grid);
        narrowing.go(watch);
        return List.copyOf(narrowing.way);
    }

    private void go(SearchWatch watch) {
        way.add(state);
        boolean moved = true;
        while (moved) {
            int before = way.size();
            PriorityQueue<Step> steps = new PriorityQueue<>(Comparator.comparingDouble(Step::rate));
            states.layers().forEach(layer -> step(layer).ifPresent(steps::add));
            while (!steps.isEmpty()) {
                watch.check();
                next(steps);
            }
            // a layer that saved nothing may save something now that others are narrow
            moved = way.size() > before;
        }
    }

    private void next(PriorityQueue<Step> steps) {
        Step best = steps.remove();
        if (best.pricedAt() == way.size()) {
            state = best.offer().state();
            way.add(state);
        }
        step(best.offer().layer()).ifPresent(steps::add);
    }

    /** The best step of a layer; longer steps count only where shorter ones save nothing. */
    private Optional<Step> step(PrunableLayer layer) {
        double nothing = NOTHING * states.price(state);
        return Offer.narrower(layer, state, expected)
                .filter(offer -> Double.isFinite(offer.added()) && offer.saved() > nothing)
                .findFirst()
                .map(offer -> new Step(offer, way.size()));
    }
}
