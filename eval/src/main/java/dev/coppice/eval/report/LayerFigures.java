package dev.coppice.eval.report;

import java.util.List;

/**
 * Figures of one layer of one network, batch 1, at the card's size.
 *
 * @param macs multiply-accumulates
 * @param channels channels of its output
 * @param grid sizes of the space axes of its output, none where it gives no map
 * @param milliseconds measured time on one thread with what the runtime joins to it; NaN if it was not measured
 */
public record LayerFigures(long macs, int channels, List<Integer> grid, double milliseconds) {
    public LayerFigures {
        grid = List.copyOf(grid);
    }

    /** The grid for people: {@code 48×64}, empty where there is none. */
    public String gridText() {
        return String.join("×", grid.stream().map(String::valueOf).toList());
    }
}
