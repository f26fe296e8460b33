package dev.coppice.compress.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the network that spends a budget, near a point of a frontier. A frontier's steps are coarse, and one that saves much
 * more than a budget needs is paid for in full; so the last step before the budget is gone anew, by moves whose saving counts
 * only as far as it is needed.
 *
 * @param descents all that led to points of the frontier
 * @param ways to every point of the frontier
 */
record Choice(States states, Recoverability recoverability, List<Descent> descents, List<List<Waypoint>> ways) {
    /** A budget of which so much is spent is spent. */
    private static final double SPENT = 0.95;

    /** A point that leaves no more than this of a budget is taken as it is. */
    private static final double FULL = 0.99;

    /** How many times the rise of the loss a network may have that spends the budget, where another one stays far below it. */
    private static final double WORTH = 2;

    /** Where a way leads when the budget is filled up, and how much is lost on it. */
    private record Candidate(Allocation state, double burden) {}

    /** The choice for a budget whose first point of the frontier is this. */
    FrontierPoint within(double budget, FrontierPoint first) {
        List<Waypoint> way = ways.get(first.index());
        Waypoint end = Envelope.last(way);
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(filled(budget, way));
        if (first.price() < FULL * budget) {
            aimed(end, budget).ifPresent(candidates::add);
        }
        if (candidates.stream().noneMatch(candidate -> spends(candidate, budget))) {
            way.stream()
                    .filter(Waypoint::regrid)
                    .reduce((earlier, later) -> later)
                    .flatMap(regrid -> aimed(regrid, budget))
                    .ifPresent(candidates::add);
        }
        Candidate chosen = best(candidates, budget);
        String move = chosen.state().equals(end.state()) ? end.move() : "filled up to the budget";
        return states.point(first.index(), chosen.state(), move);
    }

    private static Comparator<Candidate> byBurden() {
        return Comparator.comparingDouble(Candidate::burden);
    }

    private Candidate best(List<Candidate> candidates, double budget) {
        Candidate least = candidates.stream().min(byBurden()).orElseThrow();
        return candidates.stream()
                .filter(candidate -> spends(candidate, budget))
                .min(byBurden())
                .filter(candidate -> candidate.burden() <= WORTH * Math.max(0, least.burden()))
                .orElse(least);
    }

    private boolean spends(Candidate candidate, double budget) {
        return states.price(candidate.state()) >= SPENT * budget;
    }

    /** By channels alone from before a move. */
    private Optional<Candidate> aimed(Waypoint move, double budget) {
        Optional<Descent> descent =
                descents.stream().flatMap(d -> d.before(move).stream()).findFirst();
        return descent.flatMap(d -> {
            d.aimAt(budget);
            List<Waypoint> way = d.way();
            return way.isEmpty() || states.price(Envelope.last(way).state()) > budget
                    ? Optional.empty()
                    : Optional.of(filled(budget, way));
        });
    }

    private Candidate filled(double budget, List<Waypoint> way) {
        Waypoint end = Envelope.last(way);
        Allocation filled = FillUp.within(states, budget, way);
        double rise =
                states.reading(filled).loss() - states.reading(end.state()).loss();
        return new Candidate(filled, end.burden() + recoverability.channels() * rise);
    }
}
