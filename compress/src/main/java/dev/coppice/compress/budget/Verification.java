package dev.coppice.compress.budget;

import dev.coppice.models.measure.CostFunction;
import dev.coppice.models.network.Network;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures what was chosen and chooses again where the prediction was off, so that the network that is trained is within the
 * budget as measured. Used once.
 */
final class Verification {
    private static final int ROUNDS = 3;

    /** A network that spends so much of the budget, as measured, is good. */
    private static final double SPENT = 0.945;

    /** The most that is spent, so that the next measurement does not fail by its own noise. */
    private static final double MOST = 0.985;

    /** What is aimed at, between both. */
    private static final double AIM = 0.967;

    /** A point and its price as measured. */
    record Kept(FrontierPoint point, double measured) {}

    private final FrontierSearch search;
    private final Network network;
    private final CostFunction clock;
    private final double budget;
    private @Nullable Kept best;

    /**
     * Makes ready.
     *
     * @param clock measures
     * @param budget as measured
     */
    Verification(FrontierSearch search, Network network, CostFunction clock, double budget) {
        this.search = search;
        this.network = network;
        this.clock = clock;
        this.budget = budget;
    }

    /**
     * The dearest network that was found within the budget; empty where none is.
     *
     * @param predicted the budget as predicted, where to begin
     */
    Optional<Kept> run(double predicted) {
        double aim = AIM * predicted;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<FrontierPoint> point = search.within(network, aim);
            if (point.isEmpty()) {
                break;
            }
            Kept tried = measured(point.get());
            if (tried.measured() <= MOST * budget && tried.measured() >= SPENT * budget) {
                return Optional.of(tried);
            }
            aim = AIM * tried.point().price() * budget / tried.measured();
        }
        return best == null ? goDown(aim) : Optional.of(best);
    }

    /** The next point that is within the budget as measured, whatever was predicted. */
    private Optional<Kept> goDown(double from) {
        List<FrontierPoint> left = search.frontier(network).points().stream()
                .filter(point -> point.price() < from)
                .sorted(Comparator.comparingInt(FrontierPoint::index))
                .toList();
        for (FrontierPoint point : left) {
            Kept tried = measured(point);
            if (tried.measured() <= budget) {
                return Optional.of(tried);
            }
        }
        return search.frontier(network).points().isEmpty()
                ? Optional.empty()
                : Optional.of(measured(search.frontier(network).cheapest())).filter(k -> k.measured() <= budget);
    }

    private Kept measured(FrontierPoint point) {
        Kept tried = new Kept(point, clock.cost(search.rewritten(network, point)));
        if (tried.measured() <= budget && (best == null || tried.measured() > best.measured())) {
            best = tried;
        }
        return tried;
    }
}
