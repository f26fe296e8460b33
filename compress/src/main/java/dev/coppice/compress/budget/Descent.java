package dev.coppice.compress.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Goes down from a state, each time by the move that raises the loss least for what it saves.
 *
 * <p>An offer's figures may be older than the state. The best is priced anew, then measured anew, and taken if it is then still
 * the best, so that the loss of every state that is taken has been measured. Offers that save nothing sleep until no other is
 * left. Before every move the descent leaves a copy of itself behind, which can go on by channels alone.
 */
final class Descent {
    private final States states;
    private final SearchSettings settings;
    private final SearchWatch watch;
    private final Pricing pricing;
    private final List<Offer> offers = new ArrayList<>();
    private final List<Offer> asleep = new ArrayList<>();
    private final List<Waypoint> way = new ArrayList<>();
    private final List<DroppedMove> dropped = new ArrayList<>();
    private final Map<Waypoint, Descent> branches = new HashMap<>();
    private Allocation state;
    private double burden;
    private double needed = Double.POSITIVE_INFINITY;
    private int version;
    private int wokenAt = -1;

    /** Makes ready where nothing but what floors and pins ask for is cut. */
    Descent(States states, SearchSettings settings, SearchWatch watch) {
        this.states = states;
        this.settings = settings;
        this.watch = watch;
        pricing = new Pricing(states);
        state = states.start();
        if (states.price(state) < states.price(states.original())) {
            way.add(new Waypoint(state, 0, false, "floors and pins"));
        }
    }

    private Descent(Descent other) {
        this(other.states, other.settings, other.watch);
        offers.addAll(other.offers);
        asleep.addAll(other.asleep);
        way.clear();
        way.addAll(other.way);
        state = other.state;
        burden = other.burden;
        version = other.version;
        wokenAt = other.wokenAt;
    }

    /** Another that is where this one is, and goes on by channels alone. */
    Descent byChannels() {
        Descent copy = new Descent(this);
        copy.offers.removeIf(offer -> offer.move() instanceof Move.Regrid);
        copy.asleep.removeIf(offer -> offer.move() instanceof Move.Regrid);
        return copy;
    }

    /** Prices and measures every layer and every grid alone. */
    void measure() {
        List<Move> moves = new ArrayList<>();
        states.layers().stream()
                .filter(layer -> layer.least() < layer.most())
                .forEach(layer -> moves.add(new Move.Narrow(layer, layer.most())));
        for (int i = 1; i < states.grids().size(); i++) {
            GridCandidate grid = states.grids().get(i);
            if (grid.obstacle().isEmpty()) {
                moves.add(new Move.Regrid(i, GridCandidate.text(grid.truncation())));
            }
        }
        for (int i = 0; i < moves.size(); i++) {
            watch.check();
            watch.update("measure layers and grids", i, moves.size(), "");
            priced(Offer.unknown(moves.get(i))).flatMap(this::measured).ifPresent(offers::add);
        }
        watch.update("measure layers and grids", moves.size(), moves.size(), "");
    }

    /** Goes down until the price is no more than this, or nothing saves any, or a state is not worth going on from. */
    void goTo(double price, Predicate<Waypoint> worth) {
        watch.check();
        while (states.price(state) > price && (way.isEmpty() || worth.test(way.get(way.size() - 1))) && step()) {
            watch.check();
        }
    }

    /** Goes down until the price is no more than this; what a move saves beyond it counts for nothing. */
    void aimAt(double price) {
        watch.check();
        needed = states.price(state) - price;
        while (needed > 0 && step()) {
            watch.check();
            needed = states.price(state) - price;
        }
    }

    /** Everything it went through, where it was copied from included. */
    List<Waypoint> way() {
        return List.copyOf(way);
    }

    List<DroppedMove> dropped() {
        return List.copyOf(dropped);
    }

    /**
     * A copy of what this descent left behind before the move that led to a point; it goes on by channels alone. Empty where it
     * was not this descent that made the move.
     */
    Optional<Descent> before(Waypoint point) {
        return Optional.ofNullable(branches.get(point)).map(Descent::byChannels);
    }

    /** Looks at the best offer; whether there was one. */
    private boolean step() {
        if (offers.isEmpty()) {
            return wake();
        }
        Offer best = offers.stream().min(Comparator.comparingDouble(this::rate)).orElseThrow();
        offers.remove(best);
        Optional<Offer> fresh = best.priced() < version ? priced(best) : Optional.of(best);
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
        double second = offers.stream().mapToDouble(this::rate).min().orElse(Double.POSITIVE_INFINITY);
        return rate(offer) <= settings.patience() * second;
    }

    private double rate(Offer offer) {
        return offer.rate(settings.recoverability(), needed);
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
        boolean regrid = offer.move() instanceof Move.Regrid;
        Descent left = byChannels();
        if (!regrid) {
            left.offers.add(offer);
        }
        burden += offer.move().weight(settings.recoverability()) * offer.rise();
        String text = offer.move().text(state);
        state = offer.move().from(state);
        version++;
        Waypoint reached = new Waypoint(state, burden, regrid, text);
        way.add(reached);
        branches.put(reached, left);
        if (offer.move() instanceof Move.Narrow narrow
                && narrow.to() > narrow.layer().least()) {
            offers.add(offer);
        }
        watch.update("search the frontier", gone(), levels(), figures());
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
