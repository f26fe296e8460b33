package dev.coppice.compress.grid.rule;

/** Rule for GlobalAveragePool and GlobalMaxPool: they read a map on any grid, and their output is no map. */
public final class GlobalPoolGrid implements GridRule {
    @Override
    public MapGrid own(GridNode node) {
        return node.maps().get(0).grid();
    }

    @Override
    public GridChange change(GridNode node) {
        return GridChange.works(node.maps().get(0));
    }

    @Override
    public GridChange withoutMap(GridNode node) {
        return change(node);
    }
}
