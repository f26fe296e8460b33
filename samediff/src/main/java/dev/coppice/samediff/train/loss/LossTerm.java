package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.GraphTerm;
import java.util.List;
import java.util.Optional;

/**
 * One term of what a training minimises, with its weight: what it needs of a batch, and what it adds to the loss.
 *
 * <p>A term adds in one of three ways. It raises the targets of the graph's own cross-entropy ({@link BatchLoss#targets}); or it
 * brings a function of the logits ({@link LogitTerm}); or it is a part of the graph ({@link #graph}), for which each batch brings arrays.
 * A term is made by a row of {@link Loss} or {@link Distillation}, and nothing else tells one from another.
 */
public interface LossTerm {
    /** Whether it goes by the share of each class in a pixel, as blocks and smoothing have it, and not by the pixel's class alone. */
    default boolean readsShares() {
        return false;
    }

    /** The teacher's tensors that it compares with; none if it needs no teacher. */
    default List<String> teacherTensors() {
        return List.of();
    }

    /** Whether it brings a function of the logits with each batch. */
    default boolean isFurther() {
        return false;
    }

    /** What it adds to the graph. */
    default Optional<GraphTerm> graph() {
        return Optional.empty();
    }

    /** What somebody who trains with it is told before the first step. */
    default Optional<String> note() {
        return Optional.empty();
    }

    /** Adds what it makes of a batch. */
    void add(LossBatch batch, BatchLoss loss);
}
