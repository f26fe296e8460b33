package dev.coppice.samediff.train.loss;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.network.NetworkCard;
import java.util.ArrayList;
import java.util.List;

/**
 * Objective of a training: (1 − w) · loss with the labels + w · T² · distance from the teacher at logits / T.
 *
 * @param loss loss with the labels
 * @param smoothing share ε of a label that cross-entropy spreads evenly over all classes, in [0, 1) (Szegedy et al., CVPR
 *     2016, section 7)
 * @param distillation share w of the teacher in the loss, in [0, 1]
 * @param kind kind of the distance from the teacher
 * @param temperature temperature T of teacher and student, above 0, at most 100; small logits count more at a higher
 *     temperature
 */
public record Objective(Loss loss, double smoothing, double distillation, Distillation kind, double temperature) {
    /** The objective of cross-entropy with unchanged labels. */
    public static final Objective CROSS_ENTROPY = new Objective(Loss.CROSS_ENTROPY, 0, 0, Distillation.PIXELS, 1);

    /** The objective of cross-entropy and the Lovász extension of the measured 1 − mIoU. */
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
            throw new InvalidInputException(
                    "Loss '" + loss.id() + "' and a label smoothing of " + smoothing
                            + " do not go together: only cross-entropy uses smoothed labels. Take another loss, or smoothing 0.");
        }
    }

    private static void checkTeacher(Distillation kind, double weight, double temperature) {
        if (!(temperature > 0 && temperature <= 100)) {
            throw new InvalidInputException(
                    "The distillation temperature is " + temperature + ", expected a number above 0, at most 100.");
        }
        if (!kind.isOfLogits() && weight == 1) {
            throw new InvalidInputException("Distillation by '" + kind.id()
                    + "' and a weight of 1 do not go together: nothing would train the layers after the last"
                    + " feature map. Give a weight below 1.");
        }
        if (!kind.isOfLogits() && temperature != 1) {
            throw new InvalidInputException(names -> "Distillation by '" + kind.id() + "' and a temperature of "
                    + temperature + " do not go together: only logits have a temperature. Leave "
                    + names.of(Setting.TEMPERATURE)
                    + " out.");
        }
    }

    /**
     * Checks that a network can be trained for this.
     *
     * @throws InvalidInputException listing what compares places of a picture, if the network gives one class for all of it
     */
    public void check(NetworkCard card) {
        List<String> problems = new ArrayList<>();
        if (card.isClassifier() && !loss.takesPictures()) {
            problems.add("loss '" + loss.id() + "' compares regions of pixels; take cross-entropy or focal");
        }
        if (card.isClassifier() && distillation > 0 && kind == Distillation.CHANNELS) {
            problems.add("distillation by '" + kind.id() + "' compares where a class is; take pixels or features");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "Network '" + card.name() + "' gives one class for a picture, and:", problems);
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

    /** This objective with another distance from the teacher, at its default temperature. */
    public Objective withKind(Distillation changed) {
        return new Objective(loss, smoothing, distillation, changed, changed.usualTemperature());
    }

    /** The terms without a teacher. */
    public LossTerms terms() {
        return new LossTerms(labels());
    }

    /**
     * The terms with a teacher, which has no effect if the distillation weight is 0.
     *
     * @throws InvalidInputException if the networks have nothing that the distillation can compare
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
