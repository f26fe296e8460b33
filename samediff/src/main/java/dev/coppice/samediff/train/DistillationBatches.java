package dev.coppice.samediff.train;

import dev.coppice.samediff.train.batch.LabelledBatch;
import dev.coppice.samediff.train.loss.LossTerms;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.Iterator;

/** Source of labelled batches with their loss, which includes the teacher's answers. */
final class DistillationBatches implements Iterator<TrainingBatch> {
    private final Iterator<LabelledBatch> labelled;
    private final Teacher teacher;
    private final LossTerms loss;
    private final double[] classWeights;

    DistillationBatches(Iterator<LabelledBatch> labelled, Teacher teacher, LossTerms loss, double... classWeights) {
        this.labelled = labelled;
        this.teacher = teacher;
        this.loss = loss;
        this.classWeights = classWeights.clone();
    }

    @Override
    public boolean hasNext() {
        return labelled.hasNext();
    }

    @Override
    public TrainingBatch next() {
        LabelledBatch batch = labelled.next();
        return batch.with(loss, classWeights, teacher.answer(batch.images()));
    }
}
