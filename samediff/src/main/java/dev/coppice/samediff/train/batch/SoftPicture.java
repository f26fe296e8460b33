package dev.coppice.samediff.train.batch;

/** The soft labels of a picture, read row by row. */
interface SoftPicture {
    /** Goes to a row. */
    void enter(int y);

    /**
     * The share of each class at a column of the row.
     *
     * @param shares to be filled; they sum to 1
     * @return the most frequent class of the pixel's block; −1 if the block is void, and nothing is filled
     */
    int at(int x, double[] shares);
}
