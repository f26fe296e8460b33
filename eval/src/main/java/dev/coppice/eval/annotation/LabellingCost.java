package dev.coppice.eval.annotation;

/**
 * What labels cost in clicks, in two models.
 *
 * <p>One click a block: N/M² where full labels take N, a click a pixel. Boundary blocks: uniform regions are flooded, only
 * blocks that a boundary crosses are clicked, P/M where full labels take P.
 *
 * @param side M of a block of M×M pixels
 * @param pixels N of all pictures
 * @param blocks of all pictures, smaller ones at borders included
 * @param boundary P, pixels of boundary between classes
 * @param mixed blocks that hold more than one class
 */
public record LabellingCost(int side, long pixels, long blocks, double boundary, long mixed) {
    /** Clicks of the boundary-block model, P/M. */
    public double boundaryBlocks() {
        return boundary / side;
    }

    /** How many times fewer clicks than a click a pixel. */
    public double clickSaving() {
        return (double) pixels / blocks;
    }

    /** How many times fewer clicks than a click a pixel of boundary: M. */
    public double boundarySaving() {
        return side;
    }
}
