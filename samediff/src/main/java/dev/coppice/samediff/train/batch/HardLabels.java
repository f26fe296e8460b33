package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.Sample;
import dev.coppice.models.data.View;

/** Labels that take the class of the nearest pixel. */
record HardLabels(ClassMapping mapping) implements PictureLabels {
    @Override
    public int channels() {
        return 0;
    }

    @Override
    public void fill(Sample sample, View view, LabelledBatch batch, int index) {
        int rows = batch.outputShape().size(2);
        int columns = batch.outputShape().size(3);
        short[] seen = sample.labels().seen(view, rows, columns);
        for (int p = 0; p < seen.length; p++) {
            batch.classes()[index * seen.length + p] = (short) mapping.of(seen[p]);
        }
    }
}
