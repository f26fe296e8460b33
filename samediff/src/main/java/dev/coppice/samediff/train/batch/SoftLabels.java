package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.BlockCounts;
import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;

/**
 * Labels that take the shares of classes from the block of the nearest pixel, perhaps low-passed. Blocks of hard labels have
 * one class each.
 */
final class SoftLabels implements PictureLabels {
    private final BlockTraining training;
    private final ClassMapping mapping;
    private final int dataClasses;
    private final int networkClasses;
    private final BlockLowPass lowPass = new BlockLowPass();

    /**
     * Soft labels for a network.
     *
     * @param dataClasses classes of the data
     * @param networkClasses classes of the network, including those of the data
     */
    SoftLabels(BlockTraining training, ClassMapping mapping, int dataClasses, int networkClasses) {
        this.training = training;
        this.mapping = mapping;
        this.dataClasses = dataClasses;
        this.networkClasses = networkClasses;
    }

    @Override
    public int channels() {
        return networkClasses;
    }

    @Override
    public void fill(Sample sample, View view, LabelledBatch batch, int index) {
        BlockCounts blocks =
                sample.blocks().orElseGet(() -> BlockCounts.of(sample.labels(), training.side(), dataClasses));
        boolean low = training.target() == BlockTarget.LOW_PASSED;
        SoftPicture picture = low ? lowPass.of(blocks) : new UpsampledBlocks(blocks);
        int rows = batch.outputShape().size(2);
        int columns = batch.outputShape().size(3);
        double[] shares = new double[dataClasses];
        for (int i = 0; i < rows; i++) {
            long y = view.row(i, rows);
            boolean inside = y >= 0 && y < blocks.height();
            if (inside) {
                picture.enter((int) y);
            }
            for (int j = 0; j < columns; j++) {
                long x = view.column(j, columns);
                int at = (index * rows + i) * columns + j;
                batch.classes()[at] = (short)
                        (inside && x >= 0 && x < blocks.width()
                                ? put(picture, (int) x, shares, batch, at)
                                : ClassMapping.OUTSIDE);
            }
        }
    }

    private int put(SoftPicture picture, int x, double[] shares, LabelledBatch batch, int at) {
        int majority = picture.at(x, shares);
        if (majority < 0) {
            return ClassMapping.IGNORED;
        }
        for (int c = 0; c < dataClasses; c++) {
            batch.shares()[at * networkClasses + mapping.of(c)] = (float) shares[c];
        }
        return mapping.of(majority);
    }
}
