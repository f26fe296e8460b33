package dev.coppice.samediff.train.loss;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.Network;

/**
 * Two networks whose answers to the same batch are compared.
 *
 * @param teacher up to its logits
 * @param student up to its logits
 * @param images shape N×C×H×W of a batch
 */
public record TeacherAndStudent(Network teacher, Network student, Shape images) {
    /** The teacher's logits. */
    String logits() {
        return teacher.tail().logits();
    }
}
