package dev.coppice.samediff.train.batch;

/** Reader of a picture's soft labels, row by row. */
interface SoftPicture {
    /** Moves to a row. */
    void enter(int y);

    /**
     * Reads the share of each class at a column of the row.
     *
     * @param shares array for the shares, which sum to 1
     * @return the most frequent class of the pixel's block; −1 if the block is void, and then no share is written
     */
    int at(int x, double[] shares);
}
