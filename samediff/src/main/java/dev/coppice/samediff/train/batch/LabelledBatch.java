package dev.coppice.samediff.train.batch;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.train.loss.LossBatch;
import dev.coppice.samediff.train.loss.LossTerms;
import dev.coppice.samediff.train.loss.Truth;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.Map;

/**
 * Pictures of a step with the network's class for every pixel of its output, or for every block of pixels that share one.
 *
 * @param imageShape N×C×H×W
 * @param images network input
 * @param outputShape N×K×h×w, K channels of the network's output
 * @param classes N×h×w: class of the network, {@link ClassMapping#IGNORED} or {@link ClassMapping#OUTSIDE}
 * @param shares N×h×w×classes of the network, the soft label of every pixel that has a class; empty where labels are hard
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes a step; handed over, not copied
public record LabelledBatch(Shape imageShape, float[] images, Shape outputShape, short[] classes, float[] shares) {
    /** With hard labels. */
    public LabelledBatch(Shape imageShape, float[] images, Shape outputShape, short[] classes) {
        this(imageShape, images, outputShape, classes, new float[0]);
    }

    /**
     * The batch of a training step.
     *
     * @param weights what a pixel of each class of the network counts; 0 for a class that the data lack
     * @param teacher values of the teacher's tensors that the loss compares with, by name
     */
    public TrainingBatch with(LossTerms loss, double[] weights, Map<String, float[]> teacher) {
        return loss.of(imageShape, images, new LossBatch(outputShape, new Truth(classes, weights), shares, teacher));
    }
}
