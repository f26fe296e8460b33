package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;

/** How the labels of pictures are put into batches. */
interface PictureLabels {
    /** Numbers that a pixel's soft label has; 0 where labels are hard. */
    int channels();

    /** Puts the part of a sample that a view shows into its place in the batch. */
    void fill(Sample sample, View view, LabelledBatch batch, int index);
}
