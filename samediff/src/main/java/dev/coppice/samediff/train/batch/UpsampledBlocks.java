package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.BlockCounts;

/** Soft labels in which every pixel has its block's shares. */
final class UpsampledBlocks implements SoftPicture {
    private final BlockCounts blocks;
    private int row;

    UpsampledBlocks(BlockCounts blocks) {
        this.blocks = blocks;
    }

    @Override
    public void enter(int y) {
        row = y / blocks.side();
    }

    @Override
    public int at(int x, double[] shares) {
        int column = x / blocks.side();
        double labelled = blocks.labelled(row, column);
        if (labelled == 0) {
            return -1;
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] = blocks.count(row, column, c) / labelled;
        }
        return blocks.majority(row, column);
    }
}
