package dev.coppice.compress.grid.rule;

/**
 * Operators that work on their own grid only. They stay where nothing before them changed and end the region elsewhere.
 *
 * @param reason why, for the plan's reader
 */
public record FixedGrid(String reason) implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        // Padding leaves the grid as it is and only adds samples around it.
        return node.node().is("Pad")
                ? node.maps().get(0).grid()
                : MapGrid.ofSizes(node.outputShape(), node.scene().shapes().image());
    }

    @Override
    public GridChange change(GridNode node) {
        return node.isUntouched() ? GridChange.works(node.ownOutput()) : new GridChange.Ends(reason);
    }

    @Override
    public GridChange withoutMap(GridNode node) {
        return node.isUntouched() ? GridChange.works(node.maps().get(0)) : new GridChange.Ends(reason);
    }
}
