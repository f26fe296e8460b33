package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.LogitLoss;
import java.util.List;
import java.util.function.Function;

/**
 * Loss term that is a function of the logits, computed outside the graph.
 *
 * @param teacherTensors names of the teacher's tensors that it needs
 * @param function function from a batch to its loss in the logits
 */
record LogitTerm(List<String> teacherTensors, Function<LossBatch, LogitLoss> function) implements LossTerm {
    LogitTerm {
        teacherTensors = List.copyOf(teacherTensors);
    }

    /** A term on labels, in class probabilities. */
    static LossTerm of(ProbabilityLoss loss, double share) {
        return new LogitTerm(List.of(), batch -> new SoftmaxLoss(loss, batch.truth(), share));
    }

    /** A term on the teacher's logits. */
    static LossTerm of(TeacherAndStudent networks, OfAnswer function) {
        String logits = networks.logits();
        return new LogitTerm(
                List.of(logits),
                batch -> function.at(batch.answer(logits), batch.truth().inside()));
    }

    /** Maker of a function of the logits from a teacher's answer and the mask of pixels that take part. */
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
