package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Obstacles: the layers that keep a network from getting cheaper.
 *
 * @param state the cheapest state that a search reached
 */
record Obstacles(SearchStates states, Allocation state) {
    private static final int NAMED = 3;

    /** A layer, and the share of the price that its kept channels cause. */
    private record Hanging(PrunableLayer layer, int kept, double share) {}

    /** Parts of a sentence; the layers that cause most of the price come first. */
    List<String> named() {
        List<String> named = new ArrayList<>();
        states.layers().stream()
                .map(this::hanging)
                .filter(hanging -> hanging.share() > 0)
                .sorted(Comparator.comparingDouble(hanging -> -hanging.share()))
                .limit(NAMED)
                .forEach(hanging -> named.add(String.format(
                        "'%s' %d → %d, with %.0f %% of what is left",
                        hanging.layer().name(), hanging.layer().size(), hanging.kept(), 100 * hanging.share())));
        named.addAll(states.grid(state).layers().fixed());
        return named;
    }

    /** The price that would go with all of a layer, extrapolated from removing every channel that can go. */
    private Hanging hanging(PrunableLayer layer) {
        int kept = state.of(layer.name());
        int barest = states.grid(state).layers().barest(layer.name());
        if (barest >= kept) {
            return new Hanging(layer, kept, 0);
        }
        double now = states.price(state);
        double saved = now - states.price(state.keeping(layer.name(), barest));
        return new Hanging(layer, kept, saved / now * kept / (kept - barest));
    }
}
