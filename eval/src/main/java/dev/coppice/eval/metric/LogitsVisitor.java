package dev.coppice.eval.metric;

import dev.coppice.models.data.Sample;

/**
 * Visitor of a network's logits for labelled images, one image at a time.
 *
 * @param <T> result for one image
 */
public interface LogitsVisitor<T> {
    /**
     * Works on one image. Several threads call it, in no order.
     *
     * @param sample the image with its labels
     * @param logits C×H×W at the labels' size, classes in the order of {@link ClassMatching#classes()}; 1×H×W for a binary
     *     logit
     */
    T visit(Sample sample, float[] logits);

    /** Takes the result for an image. One thread calls it, in the split's order. */
    void take(T result);
}
