package dev.coppice.compress.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Goes down from the original, each time by the move that raises the loss least for what it saves. Used once.
 *
 * <p>An offer's figures may be older than the state. The best is priced anew, then measured anew, and taken if it is then still
 * the best, so that the loss of every state that is taken has been measured. Offers that save nothing sleep until no other is
 * left.
 */
final class Descent {
    private final States states;
    private final SearchSettings settings;
    private final SearchWatch watch;
    private final Pricing pricing;
    private final List<Offer> offers = new ArrayList<>();
    private final List<Offer> asleep = new ArrayList<>();
    private final List<FrontierPoint> points = new ArrayList<>();
    private final List<DroppedMove> dropped = new ArrayList<>();
    private Allocation state;
    private int version;
    private int wokenAt = -1;

    Descent(States states, SearchSettings settings, SearchWatch watch) {
        this.states = states;
        this.settings = settings;
        this.watch = watch;
        pricing = new Pricing(states);
        state = states.start();
    }

    Frontier run() {
        FrontierPoint original = states.point(0, states.original(), "");
        if (!Double.isFinite(original.loss())) {
            throw new IllegalStateException("The loss of the original is " + original.loss()
                    + ", expected a finite number: the planner needs an evaluator that measures it.");
        }
        if (states.price(state) < original.price()) {
            add("floors and pins");
        }
        states.layers().stream()
                .filter(layer -> layer.least() < layer.most())
                .forEach(layer -> offers.add(Offer.unknown(new Move.Narrow(layer, layer.most()))));
        for (int i = 1; i < states.grids().size(); i++) {
            GridCandidate grid = states.grids().get(i);
            if (grid.obstacle().isEmpty()) {
                offers.add(Offer.unknown(new Move.Regrid(i, GridCandidate.text(grid.truncation()))));
            }
        }
        measureAll();
        List<GridReading> grids = gridReadings();
        double lowest = settings.lowest() * original.price();
        while (states.price(state) > lowest && step()) {
            watch.check();
        }
        return new Frontier(original, points, grids, dropped);
    }

    /** Every move alone, from where the search starts. */
    private void measureAll() {
        List<Offer> all = List.copyOf(offers);
        offers.clear();
        for (int i = 0; i < all.size(); i++) {
            watch.check();
            watch.update("measure layers and grids", i, all.size(), "");
            priced(all.get(i)).flatMap(this::measured).ifPresent(offers::add);
        }
        watch.update("measure layers and grids", all.size(), all.size(), "");
    }

    private List<GridReading> gridReadings() {
        List<GridReading> readings = new ArrayList<>();
        for (int i = 1; i < states.grids().size(); i++) {
            GridCandidate grid = states.grids().get(i);
            Allocation alone = state.onGrid(i);
            boolean possible = grid.obstacle().isEmpty();
            double price = possible ? states.price(alone) : Double.NaN;
            boolean saves = possible && price < states.price(state);
            readings.add(new GridReading(
                    grid.truncation().orElseThrow(),
                    price,
                    saves ? states.reading(alone).mIoU() : Double.NaN,
                    possible && !saves ? "it saves nothing" : grid.obstacle()));
        }
        return readings;
    }

    /** Looks at the best offer; whether there was one. */
    private boolean step() {
        if (offers.isEmpty()) {
            return wake();
        }
        Offer best = offers.stream().min(byRate()).orElseThrow();
        offers.remove(best);
        Optional<Offer> fresh = Optional.of(best);
        if (best.priced() < version) {
            fresh = priced(best);
        }
        if (fresh.isPresent() && isBest(fresh.get()) && fresh.get().measured() < version) {
            fresh = fresh.flatMap(this::measured);
        }
        if (fresh.isPresent() && isBest(fresh.get()) && fresh.get().measured() == version) {
            take(fresh.get());
        } else {
            fresh.ifPresent(offers::add);
        }
        return true;
    }

    private boolean isBest(Offer offer) {
        double second = offers.stream()
                .mapToDouble(other -> other.rate(settings.recoverability()))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return offer.rate(settings.recoverability()) <= settings.patience() * second;
    }

    private Comparator<Offer> byRate() {
        return Comparator.comparingDouble(offer -> offer.rate(settings.recoverability()));
    }

    /** Offers that saved nothing may do so by now; whether one does. */
    private boolean wake() {
        if (wokenAt == version) {
            return false;
        }
        wokenAt = version;
        List<Offer> sleepers = List.copyOf(asleep);
        asleep.clear();
        sleepers.forEach(sleeper -> priced(sleeper).ifPresent(offers::add));
        return !offers.isEmpty();
    }

    private Optional<Offer> priced(Offer offer) {
        Optional<Offer> priced = pricing.at(state, offer, version);
        if (priced.isEmpty()) {
            asleep.add(offer);
        }
        return priced;
    }

    private Optional<Offer> measured(Offer offer) {
        double loss = states.reading(offer.move().from(state)).loss();
        if (Double.isFinite(loss)) {
            return Optional.of(offer.measured(loss - states.reading(state).loss(), version));
        }
        dropped.add(new DroppedMove(offer.move().text(state), loss));
        return Optional.empty();
    }

    private void take(Offer offer) {
        String text = offer.move().text(state);
        state = offer.move().from(state);
        version++;
        add(text);
        if (offer.move() instanceof Move.Narrow narrow
                && narrow.to() > narrow.layer().least()) {
            offers.add(offer);
        }
        watch.update("search the frontier", gone(), levels(), figures());
    }

    private void add(String text) {
        points.add(states.point(points.size(), state, text));
    }

    private int levels() {
        return states.layers().stream()
                .mapToInt(layer -> Levels.below(layer, layer.most()).size())
                .sum();
    }

    private int gone() {
        return levels()
                - states.layers().stream()
                        .mapToInt(layer ->
                                Levels.below(layer, state.of(layer.name())).size())
                        .sum();
    }

    private String figures() {
        return String.format(
                Locale.ROOT,
                "loss %.3f, %.0f %% of the price",
                states.reading(state).loss(),
                100 * states.price(state) / states.price(states.original()));
    }
}
