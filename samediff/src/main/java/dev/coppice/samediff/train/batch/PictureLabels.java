package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;

/** Labels of pictures for batches. */
interface PictureLabels {
    /** The length of a pixel's soft label; 0 for hard labels. */
    int channels();

    /** Writes the labels of a sample's view to their place in the batch. */
    void fill(Sample sample, View view, LabelledBatch batch, int index);
}
