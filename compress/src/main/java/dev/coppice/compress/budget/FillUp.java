package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spends what a point of the frontier leaves of a budget: takes narrowings back, those first that lost most for what they
 * saved, in the steps they were made in, then in the finest there are. Used once.
 */
final class FillUp {
    /** A budget of which so much is spent is full. */
    private static final double FULL = 0.99;

    /** A narrowing that was made on the way: from {@code high} to {@code low} groups, {@code rate} of loss for each saving. */
    private record Narrowing(PrunableLayer layer, int high, int low, double rate) {}

    private final States states;
    private final double budget;
    private final Map<String, Deque<Narrowing>> made = new LinkedHashMap<>();
    private final List<Narrowing> blocked = new ArrayList<>();
    private Allocation state;

    private FillUp(States states, double budget, Allocation state) {
        this.states = states;
        this.budget = budget;
        this.state = state;
    }

    /**
     * The widest state on the grid of a point that a budget allows.
     *
     * @param way to that point, it is the last
     */
    static Allocation within(States states, double budget, List<Waypoint> way) {
        FillUp fill = new FillUp(states, budget, Envelope.last(way).state());
        fill.collect(way);
        fill.takeBack();
        if (states.price(fill.state) < FULL * budget) {
            fill.blocked.forEach(fill::takeBackPartly);
        }
        fill.restore();
        return fill.state;
    }

    private void collect(List<Waypoint> way) {
        Allocation before = states.start();
        for (Waypoint point : way) {
            Allocation after = point.state();
            double rise = states.reading(after).loss() - states.reading(before).loss();
            double saved = states.price(before) - states.price(after);
            for (PrunableLayer layer : states.layers()) {
                int high = before.of(layer.name());
                int low = after.of(layer.name());
                if (low < high) {
                    made.computeIfAbsent(layer.name(), name -> new ArrayDeque<>())
                            .push(new Narrowing(layer, high, low, rise / saved));
                }
            }
            before = after;
        }
    }

    /** The last narrowing of each layer stands for it, until taking it back would go beyond the budget. */
    private void takeBack() {
        Optional<Narrowing> next = dearest();
        while (next.isPresent()) {
            Narrowing narrowing = next.get();
            Deque<Narrowing> ofLayer = made.get(narrowing.layer().name());
            if (!widened(narrowing.layer(), narrowing.high())) {
                blocked.add(narrowing);
                made.remove(narrowing.layer().name());
            } else if (ofLayer != null) {
                ofLayer.pop();
            }
            next = dearest();
        }
    }

    private Optional<Narrowing> dearest() {
        return made.values().stream()
                .flatMap(narrowings -> narrowings.stream().limit(1))
                .max(Comparator.comparingDouble(Narrowing::rate));
    }

    private void takeBackPartly(Narrowing narrowing) {
        for (int count : Levels.between(narrowing.layer(), narrowing.low(), narrowing.high())) {
            if (widened(narrowing.layer(), count)) {
                return;
            }
        }
    }

    /** What was cut and saves nothing any more comes back. */
    private void restore() {
        for (PrunableLayer layer : states.layers()) {
            int kept = state.of(layer.name());
            if (kept < layer.most() && !widened(layer, layer.most())) {
                widened(layer, Levels.above(layer, kept));
            }
        }
    }

    private boolean widened(PrunableLayer layer, int count) {
        Allocation wider = state.keeping(layer.name(), count);
        boolean allowed = states.price(wider) <= budget;
        if (allowed) {
            state = wider;
        }
        return allowed;
    }
}
