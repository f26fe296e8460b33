package dev.coppice.compress.budget;

import dev.coppice.models.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Verification of a choice by measurement: it chooses again where the prediction was off, until the network is within the
 * budget as measured. Used once.
 */
final class Verification {
    private static final int ROUNDS = 8;

    /** Share of the budget, as measured, from which on a network is good enough. */
    private static final double SPENT = 0.945;

    /** Greatest share of the budget to spend, so that noise does not fail the next measurement. */
    private static final double MOST = 0.985;

    /** Share of the budget to aim at, between the two. */
    private static final double AIM = 0.967;

    private static final double HALF = 0.5;

    /** A point and its measured price. */
    record Kept(FrontierPoint point, double measured) {}

    /** A predicted price that was aimed at, and the price that was measured. */
    private record Aimed(double aim, double measured) {}

    private final FrontierSearch search;
    private final Network network;
    private final ToDoubleFunction<FrontierPoint> meter;
    private final BudgetKind kind;
    private final double budget;
    private final List<Kept> tried = new ArrayList<>();
    private @Nullable Aimed below;
    private @Nullable Aimed above;
    private @Nullable Aimed latest;

    /**
     * Prepares a verification.
     *
     * @param meter measures prices
     * @param kind kind of the budget
     * @param budget greatest measured price
     */
    Verification(
            FrontierSearch search,
            Network network,
            ToDoubleFunction<FrontierPoint> meter,
            BudgetKind kind,
            double budget) {
        this.kind = kind;
        this.search = search;
        this.network = network;
        this.meter = meter;
        this.budget = budget;
    }

    /**
     * The dearest network found within the budget; empty if there is none.
     *
     * @param predicted predicted price to begin with
     */
    Optional<Kept> run(double predicted) {
        double target = AIM * budget;
        double aim = AIM * predicted;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<FrontierPoint> point = search.within(network, aim);
            if (point.isEmpty()) {
                break;
            }
            Kept found = measured(point.get());
            if (found.measured() <= MOST * budget && found.measured() >= SPENT * budget) {
                return Optional.of(found);
            }
            aim = next(new Aimed(aim, found.measured()), target);
        }
        Optional<Kept> best = tried.stream()
                .filter(kept -> kept.measured() <= budget)
                .max(Comparator.comparingDouble(Kept::measured));
        return best.isPresent() ? best : goDown(aim);
    }

    /**
     * The predicted price to aim at next. With only one side of the target known, it scales in proportion; otherwise it
     * lies between both sides. It is half-way where the last two results fell on the same side: times jump, and a
     * straight line would creep up to the jump.
     */
    private double next(Aimed last, double target) {
        boolean isBelow = last.measured() <= target;
        Aimed other = isBelow ? above : below;
        Aimed before = isBelow ? below : above;
        if (isBelow) {
            below = last;
        } else {
            above = last;
        }
        boolean again = before != null && before.equals(latest);
        latest = last;
        if (other == null) {
            return last.aim() * target / last.measured();
        }
        double way = again ? HALF : (target - last.measured()) / (other.measured() - last.measured());
        return last.aim() + way * (other.aim() - last.aim());
    }

    /** The next point within the budget as measured, whatever was predicted. */
    private Optional<Kept> goDown(double from) {
        List<FrontierPoint> left = search.frontier(network).points().stream()
                .filter(point -> point.price() < from)
                .sorted(Comparator.comparingInt(FrontierPoint::index))
                .toList();
        for (FrontierPoint point : left) {
            Kept next = measured(point);
            if (next.measured() <= budget) {
                return Optional.of(next);
            }
        }
        return search.frontier(network).points().isEmpty()
                ? Optional.empty()
                : Optional.of(measured(search.frontier(network).cheapest())).filter(k -> k.measured() <= budget);
    }

    /** The measured price of a point; no network is measured twice. */
    private Kept measured(FrontierPoint point) {
        Optional<Kept> known = tried.stream()
                .filter(kept -> kept.point().truncation().equals(point.truncation())
                        && kept.point().widths().equals(point.widths()))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        Kept next = new Kept(point, meter.applyAsDouble(point));
        tried.add(next);
        search.watch()
                .update(
                        "Measuring what was chosen",
                        tried.size(),
                        Math.max(ROUNDS, tried.size()),
                        String.format(
                                Locale.ROOT,
                                "predicted %s, measured %s, %s asked for",
                                kind.text(point.price()),
                                kind.text(next.measured()),
                                kind.text(budget)));
        return next;
    }
}
