package dev.coppice.eval.metric;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.measure.ConfusionMatrix;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.tail.Answer;
import dev.coppice.models.network.tail.OutputContent;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Comparison of a network's outputs for pictures with their labels.
 *
 * @param kind kind of the network's output
 * @param answer how the output is read
 * @param matching match of the network's classes with the data's
 * @param ignored label that does not count, −1 for none
 * @param measuresLoss whether the cross-entropy is summed too
 */
record Scoring(OutputKind kind, Answer answer, ClassMatching matching, int ignored, boolean measuresLoss) {
    private static final int FIVE = 5;

    /**
     * The comparison for a network on some data.
     *
     * @throws dev.coppice.models.InvalidInputException if the network lacks classes of the data
     */
    static Scoring of(Network network, Dataset data, boolean measuresLoss) {
        return new Scoring(
                network.card().output().kind(),
                network.tail().answer(),
                ClassMatching.of(network.card(), data),
                data.ignore().orElse(-1),
                measuresLoss);
    }

    /** What one picture adds to a total. */
    sealed interface Counts {
        /** The summed loss of its pixels, or of itself; zero if it is not measured. */
        MeanLoss loss();
    }

    /**
     * The counts of a picture whose pixels have classes.
     *
     * @param matrix confusion matrix of its pixels
     */
    private record OfPixels(ConfusionMatrix matrix, MeanLoss loss) implements Counts {}

    /**
     * The count of a picture with one class.
     *
     * @param truth its class
     * @param predicted the predicted class
     * @param amongFive whether its class is among the five likeliest
     */
    private record OfPicture(int truth, int predicted, boolean amongFive, MeanLoss loss) implements Counts {}

    /** The counts of one picture. */
    Counts counts(Logits logits, LabelMap truth) {
        MeanLoss loss = measuresLoss ? loss(logits, truth) : MeanLoss.NONE;
        if (truth.isOfPicture()) {
            int predicted = matching.index(logits.ofPicture(answer, matching));
            return new OfPicture(truth.at(0, 0), predicted, ranks() && isAmongFive(logits, truth.at(0, 0)), loss);
        }
        LabelMap predicted = predicted(logits, truth);
        return new OfPixels(matrix(truth, predicted::at), loss);
    }

    /** The counts of a picture with logits that are not finite: nothing is right, and the loss is infinite. */
    Counts lost(LabelMap truth) {
        MeanLoss infinite = new MeanLoss(Double.POSITIVE_INFINITY, 1);
        return truth.isOfPicture()
                ? new OfPicture(truth.at(0, 0), matching.dataClasses(), false, infinite)
                : new OfPixels(matrix(truth, (x, y) -> matching.dataClasses()), infinite);
    }

    /** Whether the output orders the classes; an index or a mask names one of them. */
    private boolean ranks() {
        return answer.holds() != OutputContent.CLASSES && answer.holds() != OutputContent.MASK;
    }

    /** Whether fewer than five classes are likelier than a class of the data. */
    private boolean isAmongFive(Logits logits, int truth) {
        return matching.networkClasses() <= FIVE || logits.likelier(matching.channel(truth)) < FIVE;
    }

    private ConfusionMatrix matrix(LabelMap truth, IntBinaryOperator predicted) {
        ConfusionMatrix matrix = new ConfusionMatrix(matching.dataClasses());
        for (int y = 0; y < truth.height(); y++) {
            for (int x = 0; x < truth.width(); x++) {
                int label = truth.at(x, y);
                if (label != ignored) {
                    matrix.add(label, predicted.applyAsInt(x, y));
                }
            }
        }
        return matrix;
    }

    /** The predicted classes, at the size of the labels. */
    LabelMap predicted(Logits logits, LabelMap truth) {
        if (truth.isOfPicture()) {
            return LabelMap.ofPicture(matching.index(logits.ofPicture(answer, matching)));
        }
        return logits.classes(answer, matching, truth.width(), truth.height());
    }

    /** The logits at the size of the labels, see {@link Logits#resized}. */
    float[] resized(Logits logits, LabelMap truth) {
        return logits.resized(kind, matching, truth.width(), truth.height());
    }

    private MeanLoss loss(Logits logits, LabelMap truth) {
        float[] values = resized(logits, truth);
        return kind == OutputKind.BINARY_LOGIT
                ? MeanLoss.ofBinary(values, truth, ignored)
                : MeanLoss.ofClasses(values, truth, ignored);
    }

    /** A total without pictures yet. */
    Total total() {
        return new Total();
    }

    /** Sums over pictures, in the order of adding. */
    final class Total {
        private final ConfusionMatrix matrix = new ConfusionMatrix(matching.dataClasses());
        private MeanLoss loss = MeanLoss.NONE;
        private boolean ofPictures;
        private long amongFive;

        void add(Counts counts) {
            loss = loss.plus(counts.loss());
            if (counts instanceof OfPixels pixels) {
                matrix.add(pixels.matrix());
            } else if (counts instanceof OfPicture picture) {
                ofPictures = true;
                matrix.add(picture.truth(), picture.predicted());
                amongFive += picture.amongFive() ? 1 : 0;
            }
        }

        /** The figures of the total, over this number of pictures, by the names of the data's classes. */
        Evaluation evaluation(List<String> classes, int images) {
            double five = ranks() ? (double) amongFive / images : Double.NaN;
            Evaluation accuracy = ofPictures
                    ? Evaluation.ofPictures(matrix, five, classes, images)
                    : Evaluation.of(matrix, classes, images);
            return measuresLoss ? accuracy.withCrossEntropy(loss.mean()) : accuracy;
        }
    }
}
