package dev.coppice.compress.grid.rule;

/** Rule for what one operator family does to grids. */
public interface GridRule {
    /** The grid of the node's output in the network as it is. */
    MapGrid own(GridNode node);

    /**
     * The change of the node for maps on {@link GridNode#maps()} and an output that should lie on {@link
     * GridNode#wanted()}.
     */
    GridChange change(GridNode node);

    /**
     * The change of a node that reads maps and gives none, such as a window over the whole of a small map. It reads its
     * maps on their own grids. Its output has no grid, so the region need not end after it.
     */
    default GridChange withoutMap(GridNode node) {
        if (node.isUntouched()) {
            return GridChange.works(node.maps().get(0));
        }
        MapGrid own = node.ownMaps().get(0).grid();
        return node.ownMaps().stream().allMatch(node.place(own)::equals)
                ? new GridChange.ReadOn(own)
                : new GridChange.Keeps("what it gives is no map, and what it reads could not be restored");
    }
}
