package dev.coppice.samediff.train.loss;

import dev.coppice.models.graph.Shape;
import java.util.Map;
import java.util.Objects;

/**
 * View of a batch for the terms of a loss.
 *
 * @param output shape N×K×h×w of the network's output, or of its blocks if pixels of a block share a target
 * @param truth class and weight of each pixel
 * @param shares share of each class in every labelled pixel, N×h×w×classes; empty for hard labels
 * @param teacher values of the teacher's tensors by name, in C order
 */
@SuppressWarnings("ArrayRecordComponent") // arrays take megabytes, so they are handed over and not copied
public record LossBatch(Shape output, Truth truth, float[] shares, Map<String, float[]> teacher) {
    /** The teacher's logits. */
    TeacherAnswer answer(String logits) {
        return new TeacherAnswer(Objects.requireNonNull(teacher.get(logits), logits), output, truth.classes());
    }
}
