package dev.coppice.samediff.train.loss;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.train.step.GraphTerm;
import dev.coppice.samediff.train.step.LossForm;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.List;
import java.util.Optional;

/**
 * Terms of a loss together.
 *
 * @param terms terms in the order in which they are added
 */
public record LossTerms(List<LossTerm> terms) {
    public LossTerms {
        terms = List.copyOf(terms);
    }

    /** The form of the loss in the graph, for blocks of a number of pixels along each axis that share a target. */
    public LossForm form(int pooled) {
        List<GraphTerm> inGraph =
                terms.stream().map(LossTerm::graph).flatMap(Optional::stream).toList();
        return new LossForm(pooled, terms.stream().anyMatch(LossTerm::isFurther), inGraph);
    }

    /** The names of the teacher's tensors that any term needs. */
    public List<String> teacherTensors() {
        return terms.stream()
                .flatMap(term -> term.teacherTensors().stream())
                .distinct()
                .toList();
    }

    /** Notes for the user, before the first step. */
    public List<String> notes() {
        return terms.stream().map(LossTerm::note).flatMap(Optional::stream).toList();
    }

    /**
     * The batch of a step with its loss.
     *
     * @param images shape N×C×H×W of the pixels
     */
    public TrainingBatch of(Shape images, float[] pixels, LossBatch batch) {
        Shape out = batch.output();
        int classes = batch.truth().classes();
        BatchLoss loss = new BatchLoss(batch.truth().pixels() * classes);
        terms.forEach(term -> term.add(batch, loss));
        Shape shape = Shape.of(out.size(0), out.size(2), out.size(3), classes);
        return new TrainingBatch(images, pixels, shape, loss.targets(), loss.further(), loss.given());
    }
}
