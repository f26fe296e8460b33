package dev.coppice.samediff.train.loss;

import dev.coppice.models.graph.Shape;
import java.util.Map;
import java.util.Objects;

/**
 * What the terms of a loss see of a batch.
 *
 * @param output N×K×h×w, the network's output, or that of its blocks where these share a target
 * @param truth class of each pixel, and what it counts
 * @param shares N×h×w×classes, the share of each class in every pixel that has a class; empty where a pixel is all its class
 * @param teacher values of the teacher's tensors by name, in C order
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes a step; handed over, not copied
public record LossBatch(Shape output, Truth truth, float[] shares, Map<String, float[]> teacher) {
    /** The teacher's logits. */
    TeacherAnswer answer(String logits) {
        return new TeacherAnswer(Objects.requireNonNull(teacher.get(logits), logits), output, truth.classes());
    }
}
