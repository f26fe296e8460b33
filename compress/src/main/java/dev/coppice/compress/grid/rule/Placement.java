package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Placement of a map.
 *
 * @param grid its grid, relative to the network's input
 * @param sizes samples along each space axis at the card's size; ⌈n·p/q⌉, unless windows of the original network rounded
 *     down
 */
public record Placement(MapGrid grid, List<Integer> sizes) {
    public Placement {
        sizes = List.copyOf(sizes);
    }

    /** The placement on a grid of a map of this shape. */
    public static Placement of(MapGrid grid, Shape map) {
        List<Integer> sizes = new ArrayList<>();
        for (int axis = MapGrid.SPACE; axis < map.rank(); axis++) {
            sizes.add(map.size(axis));
        }
        return new Placement(grid, sizes);
    }

    /** The number of samples along a space axis; 0 is the first. */
    public int size(int axis) {
        return sizes.get(axis);
    }

    /** A shape with the sizes of this placement behind its batch and channels. */
    public Shape of(Shape map) {
        Shape placed = map;
        for (int i = 0; i < sizes.size(); i++) {
            placed = placed.with(MapGrid.SPACE + i, sizes.get(i));
        }
        return placed;
    }

    @Override
    public String toString() {
        return grid + " (" + sizes.stream().map(String::valueOf).collect(Collectors.joining("×")) + ")";
    }
}
