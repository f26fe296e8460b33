package dev.coppice.compress.grid.rule;

import dev.coppice.models.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rule for Pad. One that leaves height and width as they are works on any grid. So does one whose amounts the network
 * computes from sizes, as decoders do to make two maps fit each other: they are computed anew on the coarser grid, and the
 * sizes are checked once all is planned. So does a {@link Border} that the windows behind it take off. Any other fixed number of
 * samples is another share of a coarser map.
 */
public final class PadGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        // Padding leaves the grid as it is and only adds samples around it.
        return node.maps().get(0).grid();
    }

    @Override
    public GridChange change(GridNode node) {
        Optional<Border> border = border(node);
        boolean asked = border.isPresent() && isReadWithinLimit(node);
        if (asked && !node.maps().get(0).grid().isWithin(node.wanted())) {
            return new GridChange.ReadOn(node.wanted());
        }
        if (node.isUntouched()) {
            return GridChange.works(node.ownOutput());
        }
        Placement input = node.maps().get(0);
        if (node.ownMaps().get(0).sizes().equals(node.ownOutput().sizes())) {
            return GridChange.works(input);
        }
        if (border.isPresent()) {
            return bordered(node, border.get());
        }
        boolean computed = node.scene().graph().constant(node.node().input(1)).isEmpty();
        return computed
                ? GridChange.works(node.place(input.grid()))
                : new GridChange.Keeps("it pads height or width by a fixed number of samples");
    }

    /** The border where height or width have one that windows take off. */
    private static Optional<Border> border(GridNode node) {
        GridNode.Scene scene = node.scene();
        return Border.of(node.node(), scene.graph(), node.shape(0).rank() - MapGrid.SPACE)
                .filter(border -> !border.isNone())
                .filter(border -> border.isTakenOff(node.node().output(), scene.graph(), scene.shapes()));
    }

    /** Whether a reader would ask for a coarser map, were it not for the border; a window that leads to the limit would not. */
    private static boolean isReadWithinLimit(GridNode node) {
        GridNode.Scene scene = node.scene();
        return scene.graph().uses(node.node().output()).stream()
                .map(Graph.Use::node)
                .filter(reader -> scene.own().has(reader.output()))
                .anyMatch(reader -> {
                    MapGrid given = scene.own().of(reader.output()).grid();
                    boolean reads =
                            reader.is("Conv") || given.equals(node.ownOutput().grid());
                    return reads && !given.isWithin(scene.limit());
                });
    }

    private static GridChange bordered(GridNode node, Border border) {
        Placement input = node.maps().get(0);
        boolean mirrors = node.attributes().text("mode", "constant").equals("reflect");
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < input.sizes().size(); i++) {
            int size = input.size(i);
            if (mirrors && Math.max(border.before().get(i), border.after().get(i)) >= size) {
                return new GridChange.Keeps("it mirrors more samples than the " + size + " of the coarser grid");
            }
            sizes.add(size + border.around(i));
        }
        return GridChange.works(new Placement(input.grid(), sizes));
    }
}
