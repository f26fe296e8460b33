package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network is trained for: (1 − w) · loss with the labels + w · T² · distance from the teacher at logits / T.
 *
 * @param loss with the labels
 * @param smoothing share ε of a label that is spread evenly over all classes for cross-entropy, in [0, 1) (Szegedy et al., CVPR
 *     2016, section 7)
 * @param distillation the teacher's share w of the loss, in [0, 1]
 * @param kind of the distance from the teacher
 * @param temperature T of teacher and student, above 0; the higher, the more small logits count
 */
public record Objective(Loss loss, double smoothing, double distillation, Distillation kind, double temperature) {
    /** Cross-entropy with the labels as they are. */
    public static final Objective CROSS_ENTROPY = new Objective(Loss.CROSS_ENTROPY, 0, 0, Distillation.PIXELS, 1);

    /** Cross-entropy and the Lovász extension of what is measured, 1 − mIoU. */
    public static final Objective LOVASZ = CROSS_ENTROPY.withLoss(Loss.LOVASZ);

    public Objective {
        if (!(distillation >= 0 && distillation <= 1)) {
            throw new InvalidInputException(
                    "The distillation weight is " + distillation + ", expected a number in [0, 1].");
        }
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new InvalidInputException("The label smoothing is " + smoothing + ", expected a number in [0, 1).");
        }
        checkTeacher(kind, distillation, temperature);
        if (smoothing > 0 && !loss.takesSmoothing()) {
            throw new InvalidInputException("Loss '" + loss.id() + "' and a label smoothing of " + smoothing
                    + " do not go together: labels are smoothed for cross-entropy. Take another loss, or smoothing 0.");
        }
    }

    private static void checkTeacher(Distillation kind, double weight, double temperature) {
        if (!(temperature > 0 && temperature <= 100)) {
            throw new InvalidInputException(
                    "The distillation temperature is " + temperature + ", expected a number above 0, at most 100.");
        }
        if (!kind.isOfLogits() && weight == 1) {
            throw new InvalidInputException(
                    "Distillation by '" + kind.id()
                            + "' and a weight of 1 do not go together: nothing would train what comes after the last of them. Give a weight below 1.");
        }
        if (!kind.isOfLogits() && temperature != 1) {
            throw new InvalidInputException(names -> "Distillation by '" + kind.id() + "' and a temperature of "
                    + temperature + " do not go together: it is logits that have one. Leave "
                    + names.of(Setting.TEMPERATURE)
                    + " out.");
        }
    }

    public Objective withLoss(Loss changed) {
        return new Objective(changed, smoothing, distillation, kind, temperature);
    }

    public Objective withSmoothing(double changed) {
        return new Objective(loss, changed, distillation, kind, temperature);
    }

    public Objective withDistillation(double changed) {
        return new Objective(loss, smoothing, changed, kind, temperature);
    }

    public Objective withTemperature(double changed) {
        return new Objective(loss, smoothing, distillation, kind, changed);
    }

    /** Another distance from the teacher, at its usual temperature. */
    public Objective withKind(Distillation changed) {
        return new Objective(loss, smoothing, distillation, changed, changed.usualTemperature());
    }

    /** Its terms without a teacher. */
    public LossTerms terms() {
        return new LossTerms(labels());
    }

    /**
     * Its terms with a teacher, who has no say if the distillation weight is 0.
     *
     * @throws InvalidInputException if the networks have nothing in common that the distillation compares
     */
    public LossTerms terms(TeacherAndStudent networks) {
        List<LossTerm> terms = new ArrayList<>(labels());
        if (distillation > 0) {
            terms.add(kind.term(networks, distillation, temperature));
        }
        return new LossTerms(terms);
    }

    private List<LossTerm> labels() {
        return loss.terms(1 - distillation, smoothing);
    }
}
