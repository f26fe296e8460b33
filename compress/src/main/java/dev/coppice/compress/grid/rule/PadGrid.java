package dev.coppice.compress.grid.rule;

/**
 * Rule for Pad. One that leaves height and width as they are works on any grid. So does one whose amounts the network
 * computes from sizes, as decoders do to make two maps fit each other: they are computed anew on the coarser grid, and the
 * sizes are checked once all is planned. A fixed number of samples is another share of a coarser map.
 */
public final class PadGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        // Padding leaves the grid as it is and only adds samples around it.
        return node.maps().get(0).grid();
    }

    @Override
    public GridChange change(GridNode node) {
        if (node.isUntouched()) {
            return GridChange.works(node.ownOutput());
        }
        Placement input = node.maps().get(0);
        if (node.ownMaps().get(0).sizes().equals(node.ownOutput().sizes())) {
            return GridChange.works(input);
        }
        boolean computed = node.scene().graph().constant(node.node().input(1)).isEmpty();
        return computed
                ? GridChange.works(node.place(input.grid()))
                : new GridChange.Keeps("it pads height or width by a fixed number of samples");
    }
}
