package dev.coppice.samediff.train.loss;

import dev.coppice.samediff.train.step.GraphTerm;
import java.util.List;
import java.util.Optional;

/**
 * Term of a training loss, with its weight: what it needs from a batch, and what it adds to the loss.
 *
 * <p>A term adds to the loss in one of three ways. It raises the targets of the graph's own cross-entropy
 * ({@link BatchLoss#targets}), it gives a function of the logits ({@link LogitTerm}), or it is a part of the graph
 * ({@link #graph}) with arrays from each batch. A row of {@link Loss} or {@link Distillation} makes a term, and nothing else
 * distinguishes terms.
 */
public interface LossTerm {
    /** Whether it uses the share of each class in a pixel, as blocks and smoothing need, and not only the pixel's class. */
    default boolean readsShares() {
        return false;
    }

    /** The names of the teacher's tensors that it needs; empty if it needs no teacher. */
    default List<String> teacherTensors() {
        return List.of();
    }

    /** Whether it gives a function of the logits with each batch. */
    default boolean isFurther() {
        return false;
    }

    /** The part of the graph that it adds. */
    default Optional<GraphTerm> graph() {
        return Optional.empty();
    }

    /** Notes for the user, before the first step. */
    default Optional<String> note() {
        return Optional.empty();
    }

    /** Adds its part for a batch. */
    void add(LossBatch batch, BatchLoss loss);
}
