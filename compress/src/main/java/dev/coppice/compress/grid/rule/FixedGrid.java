package dev.coppice.compress.grid.rule;

/**
 * Rule for operators that work on their own grid only. They read their maps there, and what follows may
 * change again.
 *
 * @param reason why they cannot change, for the reader of the plan
 */
public record FixedGrid(String reason) implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        return MapGrid.ofSizes(node.outputShape(), node.scene().shapes().image());
    }

    @Override
    public GridChange change(GridNode node) {
        return node.isUntouched() ? GridChange.works(node.ownOutput()) : new GridChange.Keeps(reason);
    }

    @Override
    public GridChange withoutMap(GridNode node) {
        return node.isUntouched() ? GridChange.works(node.maps().get(0)) : new GridChange.Keeps(reason);
    }
}
