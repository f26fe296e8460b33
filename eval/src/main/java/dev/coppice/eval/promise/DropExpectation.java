package dev.coppice.eval.promise;

import dev.coppice.compress.budget.Frontier;
import dev.coppice.compress.budget.FrontierPoint;
import dev.coppice.compress.budget.GridReading;
import dev.coppice.compress.budget.Recoverability;

/**
 * An estimate of what a frontier's points lose after training. Training wins back most of what channels cost and little of
 * what the grid costs.
 *
 * @param frontier the frontier, with drops before training
 * @param kept the shares of channel drops and grid drops that remain after training
 */
record DropExpectation(Frontier frontier, Recoverability kept) {
    /** The drop after training, as a share and at least 0. */
    double after(FrontierPoint point) {
        double all = Math.max(0, frontier.drop(point));
        double grid = Math.min(all, Math.max(0, grid(point)));
        return kept.grids() * grid + kept.channels() * (all - grid);
    }

    /** The drop of the point's grid before training and before any channel went. */
    private double grid(FrontierPoint point) {
        return frontier.grids().stream()
                .filter(reading ->
                        point.truncation().filter(reading.truncation()::equals).isPresent())
                .mapToDouble(this::drop)
                .findFirst()
                .orElse(0);
    }

    private double drop(GridReading reading) {
        return frontier.original().accuracy() - reading.accuracy();
    }
}
