package dev.coppice.compress.grid;

/** What one operator family does to grids. */
public interface GridRule {
    /** The grid of the node's output in the network as it is. */
    MapGrid own(GridNode node);

    /** What becomes of the node where its maps lie on {@link GridNode#maps()} and {@link GridNode#wanted()} is asked of it. */
    GridChange change(GridNode node);
}
