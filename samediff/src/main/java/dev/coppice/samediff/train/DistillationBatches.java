package dev.coppice.samediff.train;

import dev.coppice.samediff.train.batch.LabelledBatch;
import dev.coppice.samediff.train.batch.LossTargets;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.Iterator;

/** Batches for distillation: labelled batches with the teacher's answers written into their targets. */
final class DistillationBatches implements Iterator<TrainingBatch> {
    private final Iterator<LabelledBatch> labelled;
    private final Teacher teacher;
    private final LossTargets targets;

    DistillationBatches(Iterator<LabelledBatch> labelled, Teacher teacher, LossTargets targets) {
        this.labelled = labelled;
        this.teacher = teacher;
        this.targets = targets;
    }

    @Override
    public boolean hasNext() {
        return labelled.hasNext();
    }

    @Override
    public TrainingBatch next() {
        LabelledBatch batch = labelled.next();
        Teacher.Answer answer = teacher.answer(batch.images());
        return targets.of(batch, answer.logits()).withAttention(answer.attention());
    }
}
