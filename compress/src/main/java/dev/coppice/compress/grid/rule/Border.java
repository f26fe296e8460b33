package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import dev.coppice.models.graph.Node;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.graph.Tensor;
import dev.coppice.models.shape.Shapes;
import dev.coppice.models.shape.rule.Window;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Samples that a Pad of its own puts around a map, right in front of the window that reads it: as mirrored ones, or such as a pool
 * cannot add itself. The window takes them off again, on any grid, since it keeps its number of taps.
 *
 * @param before samples in front of each space axis
 * @param after samples behind each
 */
record Border(List<Integer> before, List<Integer> after) {
    /** Why a padded map is not resampled. */
    static final String STAYS = "it reads a map with a border of its own, which no resampling takes off";

    private static final int PADS = 1;

    /** The border of the map that a window reads; zeros where no Pad stands in front of it. */
    static Border of(GridNode window) {
        Graph graph = window.scene().graph();
        int axes = window.shape(0).rank() - MapGrid.SPACE;
        return graph.producer(window.node().input(0))
                .filter(node -> node.is("Pad"))
                .flatMap(pad -> of(pad, graph, axes))
                .orElseGet(() -> new Border(Collections.nCopies(axes, 0), Collections.nCopies(axes, 0)));
    }

    /** The border that a Pad makes; empty if it is computed, or goes along other axes than those of space. */
    static Optional<Border> of(Node pad, Graph graph, int axes) {
        Optional<long[]> amounts = pad.hasInput(PADS + 2)
                ? Optional.empty()
                : graph.constant(pad.input(PADS)).map(Tensor::toLongs);
        return amounts.filter(all -> all.length == 2 * (axes + MapGrid.SPACE))
                .filter(all -> Arrays.stream(all).allMatch(amount -> amount >= 0))
                .filter(all -> all[0] == 0 && all[1] == 0 && all[axes + 2] == 0 && all[axes + 3] == 0)
                .map(all -> new Border(part(all, MapGrid.SPACE, axes), part(all, axes + 2 * MapGrid.SPACE, axes)));
    }

    private static List<Integer> part(long[] all, int from, int axes) {
        return Arrays.stream(all, from, from + axes).mapToObj(Math::toIntExact).toList();
    }

    /** Whether all that read a padded map are windows that take its border off again. */
    boolean isTakenOff(String padded, Graph graph, Shapes shapes) {
        return !graph.isOutput(padded)
                && !graph.uses(padded).isEmpty()
                && graph.uses(padded).stream().allMatch(use -> use.position() == 0 && isTakenOff(use.node(), shapes));
    }

    private boolean isTakenOff(Node reader, Shapes shapes) {
        if (!reader.is("AveragePool", "Conv", "MaxPool")) {
            return false;
        }
        Shape padded = shapes.of(reader.input(0));
        Window window = reader.is("Conv")
                ? Window.ofConv(reader, padded, shapes.of(reader.input(1)))
                : Window.ofPool(reader, padded);
        Shape given = shapes.of(reader.output());
        for (int i = 0; i < before.size(); i++) {
            int size = padded.size(MapGrid.SPACE + i) - around(i);
            int stride = window.strides()[i];
            if (given.size(MapGrid.SPACE + i) != (size + stride - 1) / stride) {
                return false;
            }
        }
        return true;
    }

    /** The samples that it adds along a space axis. */
    int around(int axis) {
        return before.get(axis) + after.get(axis);
    }

    boolean isNone() {
        return Stream.of(before, after).flatMap(List::stream).allMatch(n -> n == 0);
    }
}
