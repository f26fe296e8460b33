package dev.coppice.samediff.train.batch;

import dev.coppice.models.graph.Shape;
import dev.coppice.samediff.train.loss.Objective;
import dev.coppice.samediff.train.loss.TeacherAnswer;
import dev.coppice.samediff.train.loss.Truth;
import dev.coppice.samediff.train.step.LogitLoss;
import dev.coppice.samediff.train.step.TrainingBatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes the loss as soft targets t, so that it is − Σ t · log softmax(logits), with what targets cannot say as a further loss.
 *
 * <p>Labels: t = (1 − w) · weight(class) / Σ weights, over labelled pixels, at the pixel's class: the weighted mean of
 * cross-entropies. Soft labels q: t = (1 − w) · weight(class) · q / Σ weights · q; smoothed labels are such with q = (1 − ε) · label
 * + ε / classes. Teacher: t += w · probability / pixels, over every pixel of the picture, ignored ones included: there the teacher is
 * the only one who knows. Pixels beyond the picture's edge get nothing.
 */
public final class LossTargets {
    private final double[] weights;
    private final Objective objective;

    /**
     * Targets for a network.
     *
     * @param weights of each class of the network; 0 for one that the data lack
     */
    public LossTargets(double[] weights, Objective objective) {
        this.weights = weights.clone();
        this.objective = objective;
    }

    /** A step's loss from its labels, and the teacher's logits where these have a share. */
    public TrainingBatch of(LabelledBatch batch, float @Nullable [] teacher) {
        Shape out = batch.outputShape();
        float[] targets = new float[batch.classes().length * weights.length];
        double share = 1 - objective.distillation();
        if (objective.loss().hasCrossEntropy()) {
            putLabels(batch, share, targets);
        }
        LogitLoss further =
                objective.further(new Truth(batch.classes(), weights), share).orElse(null);
        if (teacher != null) {
            TeacherAnswer answer = new TeacherAnswer(teacher, out, weights.length);
            if (objective.isTargets()) {
                addTeacher(targets, batch.classes(), answer);
            } else {
                further = sum(further, objective.taught(answer, inside(batch.classes())));
            }
        }
        Shape shape = Shape.of(out.size(0), out.size(2), out.size(3), weights.length);
        return new TrainingBatch(batch.imageShape(), batch.images(), shape, targets).withFurther(further);
    }

    private static LogitLoss sum(@Nullable LogitLoss first, LogitLoss second) {
        return first == null ? second : (logits, gradient) -> first.at(logits, gradient) + second.at(logits, gradient);
    }

    private static boolean[] inside(short... labels) {
        boolean[] inside = new boolean[labels.length];
        for (int p = 0; p < labels.length; p++) {
            inside[p] = labels[p] != ClassMapping.OUTSIDE;
        }
        return inside;
    }

    private void putLabels(LabelledBatch batch, double share, float[] targets) {
        double sum = 0;
        for (int p = 0; p < batch.classes().length; p++) {
            sum += weight(batch, p);
        }
        for (int p = 0; p < batch.classes().length && sum > 0; p++) {
            put(batch, p, new Share(share, sum), targets);
        }
    }

    /** The labels' share of the loss, over the sum of all weights. */
    private record Share(double share, double sum) {
        double of(double weight) {
            return share * weight / sum;
        }
    }

    /** Whether all of a pixel is its class. */
    private boolean isHard(LabelledBatch batch) {
        return batch.shares().length == 0 && objective.smoothing() == 0;
    }

    /** What a pixel counts: the weight of its class, or of its soft label. */
    private double weight(LabelledBatch batch, int p) {
        int label = batch.classes()[p];
        if (label < 0 || isHard(batch)) {
            return label < 0 ? 0 : weights[label];
        }
        double sum = 0;
        for (int c = 0; c < weights.length; c++) {
            sum += weights[c] * soft(batch, p, c);
        }
        return sum;
    }

    /** The share of a class in a pixel that has one. */
    private double soft(LabelledBatch batch, int p, int c) {
        double given =
                batch.shares().length == 0 ? batch.classes()[p] == c ? 1 : 0 : batch.shares()[p * weights.length + c];
        return (1 - objective.smoothing()) * given + objective.smoothing() / weights.length;
    }

    private void put(LabelledBatch batch, int p, Share share, float[] targets) {
        int label = batch.classes()[p];
        int first = p * weights.length;
        if (label < 0) {
            return;
        }
        if (isHard(batch)) {
            targets[first + label] = (float) share.of(weights[label]);
            return;
        }
        for (int c = 0; c < weights.length; c++) {
            targets[first + c] = (float) share.of(weights[c] * soft(batch, p, c));
        }
    }

    private void addTeacher(float[] targets, short[] labels, TeacherAnswer answer) {
        int inside = 0;
        for (short label : labels) {
            inside += label == ClassMapping.OUTSIDE ? 0 : 1;
        }
        double[] probabilities = new double[weights.length];
        for (int p = 0; p < labels.length; p++) {
            if (labels[p] != ClassMapping.OUTSIDE) {
                answer.probabilities(p, 1, probabilities);
                for (int c = 0; c < weights.length; c++) {
                    targets[p * weights.length + c] += (float) (objective.distillation() / inside * probabilities[c]);
                }
            }
        }
    }
}
