package dev.coppice.eval.annotation;

/**
 * The cost of labels in clicks, by two models.
 *
 * <p>The first model takes one click per block: N/M², where full labels take N, one click per pixel. The boundary-block
 * model floods uniform regions and clicks only blocks that a boundary crosses: P/M, where full labels take P.
 *
 * @param side M of a block of M×M pixels
 * @param pixels N, the pixels of all pictures
 * @param blocks blocks of all pictures, including smaller ones at borders
 * @param boundary P, the pixels of boundary between classes
 * @param mixed number of blocks that hold more than one class
 */
public record LabellingCost(int side, long pixels, long blocks, double boundary, long mixed) {
    /** Clicks of the boundary-block model, P/M. */
    public double boundaryBlocks() {
        return boundary / side;
    }

    /** The factor that blocks save over one click per pixel. */
    public double clickSaving() {
        return (double) pixels / blocks;
    }

    /** The factor that boundary blocks save over one click per pixel of boundary: M. */
    public double boundarySaving() {
        return side;
    }
}
