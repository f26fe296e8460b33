package dev.coppice.compress.batch;

import dev.coppice.models.graph.Shape;
import dev.coppice.models.samediff.TrainingBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the loss as soft targets t, so that it is − Σ t · log softmax(logits).
 *
 * <p>Labels: t = (1 − w) · weight(class) / Σ weights, over labelled pixels, at the pixel's class: the weighted mean of
 * cross-entropies. Soft labels q: t = (1 − w) · weight(class) · q / Σ weights · q. Teacher: t += w · probability / pixels, over every pixel of the picture, ignored ones included: there
 * the teacher is the only one who knows. Pixels beyond the picture's edge get nothing.
 */
public final class LossTargets {
    private final double[] weights;
    private final double distillation;

    /**
     * Targets for a network.
     *
     * @param weights of each class of the network; 0 for one that the data lack
     * @param distillation the teacher's share w
     */
    public LossTargets(double[] weights, double distillation) {
        this.weights = weights.clone();
        this.distillation = distillation;
    }

    /** A step's targets from its labels, and the teacher's logits where w > 0. */
    public TrainingBatch of(LabelledBatch batch, float @Nullable [] teacher) {
        Shape out = batch.outputShape();
        int classes = weights.length;
        short[] labels = batch.classes();
        float[] targets = new float[labels.length * classes];
        double share = teacher == null ? 1 : 1 - distillation;
        double sum = 0;
        int inside = 0;
        for (int p = 0; p < labels.length; p++) {
            sum += weight(batch, p);
            inside += labels[p] == ClassMapping.OUTSIDE ? 0 : 1;
        }
        for (int p = 0; p < labels.length && sum > 0; p++) {
            put(batch, p, new Share(share, sum), targets);
        }
        if (teacher != null && inside > 0) {
            addTeacher(targets, labels, teacher, new Layout(out, distillation / inside));
        }
        return new TrainingBatch(
                batch.imageShape(), batch.images(), Shape.of(out.size(0), out.size(2), out.size(3), classes), targets);
    }

    /** The labels' share of the loss, over the sum of all weights. */
    private record Share(double share, double sum) {
        double of(double weight) {
            return share * weight / sum;
        }
    }

    /** What a pixel counts: the weight of its class, or of its soft label. */
    private double weight(LabelledBatch batch, int p) {
        int label = batch.classes()[p];
        if (label < 0 || batch.shares().length == 0) {
            return label < 0 ? 0 : weights[label];
        }
        double sum = 0;
        for (int c = 0; c < weights.length; c++) {
            sum += weights[c] * batch.shares()[p * weights.length + c];
        }
        return sum;
    }

    private void put(LabelledBatch batch, int p, Share share, float[] targets) {
        int label = batch.classes()[p];
        int first = p * weights.length;
        if (label < 0) {
            return;
        }
        if (batch.shares().length == 0) {
            targets[first + label] = (float) share.of(weights[label]);
            return;
        }
        for (int c = 0; c < weights.length; c++) {
            targets[first + c] = (float) share.of(weights[c] * batch.shares()[first + c]);
        }
    }

    /** How the teacher's logits lie, and what one pixel of them weighs. */
    private record Layout(Shape output, double weight) {
        int plane() {
            return output.size(2) * output.size(3);
        }
    }

    private void addTeacher(float[] targets, short[] labels, float[] teacher, Layout layout) {
        int classes = weights.length;
        double[] probabilities = new double[classes];
        for (int p = 0; p < labels.length; p++) {
            if (labels[p] == ClassMapping.OUTSIDE) {
                continue;
            }
            logits(teacher, layout, p, probabilities);
            softmax(probabilities);
            for (int c = 0; c < classes; c++) {
                targets[p * classes + c] += (float) (layout.weight() * probabilities[c]);
            }
        }
    }

    /** The logits of a pixel; one channel y (binary logit) stands for the two logits (0, y). */
    private static void logits(float[] teacher, Layout layout, int p, double[] into) {
        int plane = layout.plane();
        int channels = layout.output().size(1);
        int skipped = into.length - channels;
        into[0] = 0;
        for (int c = 0; c < channels; c++) {
            into[skipped + c] = teacher[(p / plane * channels + c) * plane + p % plane];
        }
    }

    private static void softmax(double[] values) {
        double max = Arrays.stream(values).max().orElse(0);
        double sum = 0;
        for (int c = 0; c < values.length; c++) {
            values[c] = Math.exp(values[c] - max);
            sum += values[c];
        }
        for (int c = 0; c < values.length; c++) {
            values[c] /= sum;
        }
    }
}
