package dev.coppice.compress.budget;

import dev.coppice.compress.prune.PrunableLayer;
import java.util.List;
import java.util.Optional;

/** Finds what a move saves where the search stands. */
final class Pricing {
    /** A share of the price that is no saving but the error of sums. */
    private static final double NOTHING = 1e-9;

    /** Steps that are looked at, where the next saves something; on a staircase the one after may save far more. */
    private static final int AHEAD = 3;

    /** A further step is taken if the nearest saves less than this share of what it saves for each channel. */
    private static final double POOR = 0.7;

    private final States states;

    Pricing(States states) {
        this.states = states;
    }

    /** The offer priced at a state, empty where it saves nothing there. */
    Optional<Offer> at(Allocation state, Offer offer, int version) {
        return offer.move() instanceof Move.Narrow narrow
                ? narrowed(state, offer, narrow, version)
                : saving(state, offer.move()).map(saved -> offer.priced(offer.move(), saved, version));
    }

    private Optional<Offer> narrowed(Allocation state, Offer offer, Move.Narrow before, int version) {
        PrunableLayer layer = before.layer();
        int kept = state.of(layer.name());
        List<Integer> levels = Levels.below(layer, kept);
        Move.Narrow best = before;
        double bestSaved = 0;
        double bestRate = 0;
        for (int i = 0; i < levels.size() && (i < AHEAD || bestRate == 0); i++) {
            Move.Narrow step = new Move.Narrow(layer, levels.get(i));
            double saved = saving(state, step).orElse(0.0);
            double rate = saved / (kept - step.to());
            if (bestRate < POOR * rate) {
                best = step;
                bestSaved = saved;
                bestRate = rate;
            }
        }
        if (bestRate == 0) {
            return Optional.empty();
        }
        int known = Math.max(1, kept - before.to());
        double factor = (double) (kept - best.to()) / known;
        return Optional.of(offer.scaled(factor).priced(best, bestSaved, version));
    }

    private Optional<Double> saving(Allocation state, Move move) {
        double now = states.price(state);
        double saved = now - states.price(move.from(state));
        return saved > NOTHING * now ? Optional.of(saved) : Optional.empty();
    }
}
