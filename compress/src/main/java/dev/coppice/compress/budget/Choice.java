package dev.coppice.compress.budget;

import java.util.List;
import java.util.Optional;

/**
 * Finds the network that spends a budget, near a point of a frontier.
 *
 * @param main the descent that changed grids
 * @param ways to every point of the frontier
 */
record Choice(States states, Descent main, List<List<Waypoint>> ways) {
    /** A budget of which so much is spent is spent. */
    private static final double SPENT = 0.95;

    /** How many times the rise of the loss a network may have that spends the budget, where another one stays far below it. */
    private static final double WORTH = 2;

    /** The choice for a budget whose first point of the frontier is this. */
    FrontierPoint within(double budget, FrontierPoint first) {
        List<Waypoint> way = ways.get(first.index());
        FrontierPoint filled = filled(budget, way, first.index());
        if (filled.price() >= SPENT * budget) {
            return filled;
        }
        return way.stream()
                .filter(Waypoint::regrid)
                .reduce((earlier, later) -> later)
                .flatMap(regrid -> onGridBefore(regrid, budget, first.index()))
                .filter(spending -> spending.price() > filled.price() && rise(spending) <= WORTH * rise(filled))
                .orElse(filled);
    }

    private double rise(FrontierPoint point) {
        return Math.max(0, point.loss() - states.reading(states.original()).loss());
    }

    /** By channels alone from where the grid was changed. */
    private Optional<FrontierPoint> onGridBefore(Waypoint regrid, double budget, int index) {
        Descent descent = main.branch(regrid);
        descent.goTo(budget, point -> true);
        List<Waypoint> way = descent.way();
        return way.isEmpty() || states.price(Envelope.last(way).state()) > budget
                ? Optional.empty()
                : Optional.of(filled(budget, way, index));
    }

    private FrontierPoint filled(double budget, List<Waypoint> way, int index) {
        Waypoint end = Envelope.last(way);
        Allocation filled = FillUp.within(states, budget, way);
        return states.point(index, filled, filled.equals(end.state()) ? end.move() : "filled up to the budget");
    }
}
