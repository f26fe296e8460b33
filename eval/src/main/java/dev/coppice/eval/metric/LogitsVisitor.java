package dev.coppice.eval.metric;

import dev.coppice.models.data.Sample;

/**
 * Works on what a network says about labelled images, one at a time.
 *
 * @param <T> what comes of one image
 */
public interface LogitsVisitor<T> {
    /**
     * Works on one image; called from several threads, in no order.
     *
     * @param sample the image with its labels
     * @param logits C×H×W at the labels' size, classes in the order of {@link ClassMatching#classes()}; 1×H×W for a binary
     *     logit
     */
    T visit(Sample sample, float[] logits);

    /** Takes what came of an image; called from one thread, in the split's order. */
    void take(T result);
}
