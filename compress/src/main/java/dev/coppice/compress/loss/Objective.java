package dev.coppice.compress.loss;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.samediff.LogitLoss;
import java.util.Optional;

/**
 * What a network is trained for: (1 − w) · loss with the labels + w · T² · cross-entropy with the teacher's softmax(logits / T)
 * (Hinton et al., 2015).
 *
 * @param loss with the labels
 * @param smoothing share ε of a label that is spread evenly over all classes for cross-entropy, in [0, 1) (Szegedy et al., CVPR
 *     2016, section 7)
 * @param distillation the teacher's share w of the loss, in [0, 1]
 * @param temperature T of teacher and student, above 0; the higher, the more unlikely classes count
 */
public record Objective(Loss loss, double smoothing, double distillation, double temperature) {
    /** Cross-entropy with the labels as they are. */
    public static final Objective CROSS_ENTROPY = new Objective(Loss.CROSS_ENTROPY, 0, 0, 1);

    public Objective {
        if (!(distillation >= 0 && distillation <= 1)) {
            throw new InvalidInputException(
                    "The distillation weight is " + distillation + ", expected a number in [0, 1].");
        }
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new InvalidInputException("The label smoothing is " + smoothing + ", expected a number in [0, 1).");
        }
        if (!(temperature > 0 && temperature <= 100)) {
            throw new InvalidInputException(
                    "The distillation temperature is " + temperature + ", expected a number above 0, at most 100.");
        }
        if (smoothing > 0 && !loss.hasCrossEntropy()) {
            throw new InvalidInputException("Loss '" + loss.id() + "' and a label smoothing of " + smoothing
                    + " do not go together: labels are smoothed for cross-entropy. Take another loss, or smoothing 0.");
        }
    }

    public Objective withLoss(Loss changed) {
        return new Objective(changed, smoothing, distillation, temperature);
    }

    public Objective withSmoothing(double changed) {
        return new Objective(loss, changed, distillation, temperature);
    }

    public Objective withDistillation(double changed) {
        return new Objective(loss, smoothing, changed, temperature);
    }

    public Objective withTemperature(double changed) {
        return new Objective(loss, smoothing, distillation, changed);
    }

    /** Whether a part of it is computed outside the graph. */
    public boolean isFurther() {
        return loss.further().isPresent() || isTempered();
    }

    /** Whether there is a teacher whose share targets in the graph cannot say. */
    public boolean isTempered() {
        return distillation > 0 && temperature != 1;
    }

    /** The part of the labels' loss that is computed outside the graph, times a share. */
    public Optional<LogitLoss> further(Truth truth, double share) {
        return loss.further().map(further -> new SoftmaxLoss(further, truth, share));
    }
}
