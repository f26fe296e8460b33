package dev.coppice.compress.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Trade-offs of loss for price over grids and widths.
 *
 * @param expected loss of every state
 * @param ways the way down on each possible grid, widest state first
 */
record TradeOffs(ExpectedLoss expected, List<List<Allocation>> ways) {
    /** Greatest share of a point's price that the next point of a frontier may have. */
    private static final double STEP = 0.92;

    /** Number of grids that are widened to the budget before one is chosen. */
    private static final int FILLED = 3;

    /** Share of a budget from which on it counts as spent. */
    private static final double SPENT = 0.95;

    /** Greatest factor on the least expected loss at which a state that spends the budget still wins. */
    private static final double WORTH = 2;

    TradeOffs {
        ways = List.copyOf(ways);
    }

    static TradeOffs of(SearchStates states, LayerRises rises, Recoverability recoverability, SearchWatch watch) {
        double base = states.reading(states.start()).loss();
        List<Double> grids = new ArrayList<>();
        for (int i = 0; i < states.grids().size(); i++) {
            boolean possible = states.grids().get(i).obstacle().isEmpty();
            double loss = possible ? states.reading(states.start().onGrid(i)).loss() : Double.POSITIVE_INFINITY;
            grids.add(Math.max(0, loss - base));
        }
        ExpectedLoss expected = new ExpectedLoss(states, rises, grids, recoverability);
        List<List<Allocation>> ways = new ArrayList<>();
        for (int i = 0; i < grids.size(); i++) {
            watch.update("Narrowing on each grid", i, grids.size(), "");
            if (Double.isFinite(grids.get(i))) {
                ways.add(GreedyNarrowing.on(i, states, expected, watch));
            }
        }
        watch.update("Narrowing on each grid", grids.size(), grids.size(), "");
        return new TradeOffs(expected, ways);
    }

    SearchStates states() {
        return expected.states();
    }

    /** The state of least expected loss within a budget; empty where there is none. */
    Optional<Allocation> within(double budget) {
        return ways.stream()
                .filter(way -> first(way, budget) < way.size())
                .sorted(Comparator.comparingDouble(way -> expected.of(way.get(first(way, budget)))))
                .limit(FILLED)
                .flatMap(way -> near(way, budget))
                .map(state -> GreedyWidening.within(budget, state, expected))
                .collect(Collectors.collectingAndThen(Collectors.toList(), filled -> best(filled, budget)));
    }

    /** The state of least expected loss, or one that spends the budget if its loss is not much higher. */
    private Optional<Allocation> best(List<Allocation> filled, double budget) {
        Optional<Allocation> least = filled.stream().min(Comparator.comparingDouble(expected::of));
        return filled.stream()
                .filter(state -> states().price(state) >= SPENT * budget)
                .min(Comparator.comparingDouble(expected::of))
                .filter(state ->
                        expected.of(state) <= WORTH * least.map(expected::of).orElseThrow())
                .or(() -> least);
    }

    /** The first state of a way within a budget, and the one that last steps reach from the state before it. */
    private Stream<Allocation> near(List<Allocation> way, double budget) {
        int first = first(way, budget);
        Stream<Allocation> below = Stream.of(way.get(first));
        return first == 0 ? below : Stream.concat(below, LastSteps.to(budget, way.get(first - 1), expected).stream());
    }

    private int first(List<Allocation> way, double budget) {
        int first = 0;
        while (first < way.size() && states().price(way.get(first)) > budget) {
            first++;
        }
        return first;
    }

    /**
     * The states that no other state beats in both price and expected loss, by falling price, at least one step apart.
     *
     * @param original price of the network as it was given; all are cheaper
     */
    List<Allocation> worth(double original) {
        List<Allocation> sorted = ways.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(states()::price).thenComparingDouble(expected::of))
                .toList();
        List<Allocation> worth = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double last = 0;
        for (Allocation state : sorted) {
            double price = states().price(state);
            if (expected.of(state) < least && price < original) {
                least = expected.of(state);
                if (last == 0 || last <= STEP * price) {
                    worth.add(0, state);
                    last = price;
                }
            }
        }
        return worth;
    }
}
