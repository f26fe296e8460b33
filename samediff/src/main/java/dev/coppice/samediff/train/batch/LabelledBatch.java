package dev.coppice.samediff.train.batch;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.train.loss.LossBatch;
import dev.coppice.samediff.train.loss.LossTerms;
import dev.coppice.samediff.train.loss.Truth;
import dev.coppice.samediff.train.step.TrainingBatch;
import java.util.Map;

/**
 * Pictures of a step, with the network's class for every pixel of its output, or for every block of pixels with a common
 * target.
 *
 * @param imageShape shape of the input, N×C×H×W
 * @param images network input in C order
 * @param outputShape shape of the network's output, N×K×h×w
 * @param classes class of each pixel, N×h×w: a class of the network, {@link ClassMapping#IGNORED} or
 *     {@link ClassMapping#OUTSIDE}
 * @param shares soft label of every labelled pixel, N×h×w×classes of the network; empty for hard labels
 */
@SuppressWarnings("ArrayRecordComponent") // arrays take megabytes, so they are handed over and not copied
public record LabelledBatch(Shape imageShape, float[] images, Shape outputShape, short[] classes, float[] shares) {
    /** A batch with hard labels. */
    public LabelledBatch(Shape imageShape, float[] images, Shape outputShape, short[] classes) {
        this(imageShape, images, outputShape, classes, new float[0]);
    }

    /**
     * The batch of a training step.
     *
     * @param weights weight of a pixel of each class of the network; 0 for a class that the data lack
     * @param teacher values of the teacher's tensors that the loss needs, by name
     */
    public TrainingBatch with(LossTerms loss, double[] weights, Map<String, float[]> teacher) {
        return loss.of(imageShape, images, new LossBatch(outputShape, new Truth(classes, weights), shares, teacher));
    }
}
