package dev.coppice.eval.promise;

import dev.coppice.compress.budget.Frontier;
import dev.coppice.compress.budget.FrontierPoint;
import dev.coppice.compress.budget.GridReading;

/**
 * What points of a frontier are expected to lose after training, which wins back most of what is lost with channels and little
 * of what is lost with the grid.
 *
 * @param frontier with drops before training
 */
record DropExpectation(Frontier frontier) {
    /** Truncations keep so much of their drop (docs/results/truncation.md). */
    private static final double GRIDS = 0.9;

    /** Channels are taken to keep so much of theirs, as the planner takes them to. */
    private static final double CHANNELS = 0.1;

    /** Expectations are of few pictures. */
    private static final double CAUTION = 1.25;

    /** The drop after training, as a share and at least 0. */
    double after(FrontierPoint point) {
        double all = Math.max(0, frontier.drop(point));
        double grid = Math.min(all, Math.max(0, grid(point)));
        return CAUTION * (GRIDS * grid + CHANNELS * (all - grid));
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
        return frontier.original().mIoU() - reading.mIoU();
    }
}
