package dev.coppice.samediff.train.step;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.graph.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images and soft targets of one step.
 *
 * <p>The loss of the step is − Σ targets · log softmax(logits) over all pixels and classes. Class weights, ignored pixels
 * (all-zero targets), the mean over pixels and distillation are therefore weights inside {@code targets}. K is the number of
 * classes; a network with one output channel y (binary logit) is trained as the two logits (0, y), K = 2.
 *
 * @param imageShape shape of the images, N×C and their space axes
 * @param images normalised pixels in C order
 * @param targetShape shape of the targets, N×H×W×K at the size of the network's output, or of its blocks if pixels of a
 *     block share a target; N×1×1×K for a classifier
 * @param targets weights per pixel and class in C order
 * @param further loss that is added; null for none
 * @param given the arrays of each {@link GraphTerm}, one term after the other, in C order
 */
@SuppressWarnings("ArrayRecordComponent") // arrays take megabytes, so they are handed over and not copied
public record TrainingBatch(
        Shape imageShape,
        float[] images,
        Shape targetShape,
        float[] targets,
        @Nullable LogitLoss further,
        List<float[]> given) {
    /** A batch with cross-entropy only. */
    public TrainingBatch(Shape imageShape, float[] images, Shape targetShape, float[] targets) {
        this(imageShape, images, targetShape, targets, null, List.of());
    }

    public TrainingBatch {
        given = List.copyOf(given);
        check("images", imageShape, images.length, imageShape.rank() >= 3 && imageShape.rank() <= 5);
        check("targets", targetShape, targets.length, targetShape.rank() == 4);
        if (imageShape.size(0) != targetShape.size(0)) {
            throw new InvalidInputException("A training batch has images " + imageShape + " but targets " + targetShape
                    + "; the first sizes must agree.");
        }
    }

    /** This batch with a further loss. */
    public TrainingBatch withFurther(@Nullable LogitLoss added) {
        return new TrainingBatch(imageShape, images, targetShape, targets, added, given);
    }

    /** This batch with the given arrays. */
    public TrainingBatch withGiven(List<float[]> changed) {
        return new TrainingBatch(imageShape, images, targetShape, targets, further, changed);
    }

    private static void check(String what, Shape shape, int length, boolean rank) {
        if (!rank || shape.elements() != length) {
            throw new InvalidInputException("A training batch has " + length + " " + what + " values for shape " + shape
                    + ", expected N×C and one to three space axes with " + shape.elements() + " values.");
        }
    }
}
