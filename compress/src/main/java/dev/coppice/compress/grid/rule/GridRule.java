package dev.coppice.compress.grid.rule;

/** What one operator family does to grids. */
public interface GridRule {
    /** The grid of the node's output in the network as it is. */
    MapGrid own(GridNode node);

    /** What becomes of the node where its maps lie on {@link GridNode#maps()} and {@link GridNode#wanted()} is asked of it. */
    GridChange change(GridNode node);

    /**
     * What becomes of the node where it reads maps and gives none, a window over the whole of a small map for one. It reads
     * them where they lay before: what it gives has no grid, so that nothing behind it need end the region.
     */
    default GridChange withoutMap(GridNode node) {
        if (node.isUntouched()) {
            return GridChange.works(node.maps().get(0));
        }
        MapGrid own = node.ownMaps().get(0).grid();
        return node.ownMaps().stream().allMatch(node.place(own)::equals)
                ? new GridChange.ReadOn(own)
                : new GridChange.Ends("what it gives is no map, and what it reads could not be restored");
    }
}
