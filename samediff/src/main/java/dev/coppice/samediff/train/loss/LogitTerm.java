package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.LogitLoss;
import java.util.List;
import java.util.function.Function;

/**
 * A term that is a function of the logits, computed outside the graph.
 *
 * @param teacherTensors what it compares with
 * @param function of a batch
 */
record LogitTerm(List<String> teacherTensors, Function<LossBatch, LogitLoss> function) implements LossTerm {
    LogitTerm {
        teacherTensors = List.copyOf(teacherTensors);
    }

    /** Of labels, in class probabilities. */
    static LossTerm of(ProbabilityLoss loss, double share) {
        return new LogitTerm(List.of(), batch -> new SoftmaxLoss(loss, batch.truth(), share));
    }

    /** Of the teacher's logits. */
    static LossTerm of(TeacherAndStudent networks, OfAnswer function) {
        String logits = networks.logits();
        return new LogitTerm(
                List.of(logits),
                batch -> function.at(batch.answer(logits), batch.truth().inside()));
    }

    /** A function of the logits for each answer of a teacher, and whether each pixel takes part. */
    interface OfAnswer {
        LogitLoss at(TeacherAnswer answer, boolean[] heard);
    }

    @Override
    public boolean isFurther() {
        return true;
    }

    @Override
    public void add(LossBatch batch, BatchLoss loss) {
        loss.add(function.apply(batch));
    }
}
