package dev.coppice.compress.grid.rule;

/**
 * Placement of a map.
 *
 * @param grid its grid, relative to the network's input
 * @param height rows at the card's size; ⌈H·p/q⌉, unless windows of the original network rounded down
 * @param width columns at the card's size
 */
public record Placement(MapGrid grid, int height, int width) {
    /** The number of rows (axis 0) or columns (axis 1). */
    public int size(int axis) {
        return axis == 0 ? height : width;
    }

    @Override
    public String toString() {
        return grid + " (" + height + "×" + width + ")";
    }
}
