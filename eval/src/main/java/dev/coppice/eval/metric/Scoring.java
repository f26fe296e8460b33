package dev.coppice.eval.metric;

import dev.coppice.models.data.Dataset;
import dev.coppice.models.data.LabelMap;
import dev.coppice.models.measure.ConfusionMatrix;
import dev.coppice.models.measure.Evaluation;
import dev.coppice.models.network.Network;
import dev.coppice.models.network.OutputKind;
import dev.coppice.models.network.tail.Answer;
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
    /**
     * The comparison for a network on some data.
     *
     * @throws dev.coppice.models.InvalidInputException if the network lacks classes of the data
     */
    static Scoring of(Network network, Dataset data, boolean measuresLoss) {
        return new Scoring(
                network.card().output().kind(),
                network.tail().answer(),
                ClassMatching.of(network.card(), data.classes()),
                data.ignore().orElse(-1),
                measuresLoss);
    }

    /**
     * The counts of one or more pictures.
     *
     * @param matrix confusion matrix of their pixels
     * @param loss summed loss of their pixels; zero if it is not measured
     */
    record Counts(ConfusionMatrix matrix, MeanLoss loss) {}

    /** The counts of one picture. */
    Counts counts(Logits logits, LabelMap truth) {
        LabelMap predicted = predicted(logits, truth);
        return new Counts(matrix(truth, predicted::at), measuresLoss ? loss(logits, truth) : MeanLoss.NONE);
    }

    /** The counts of a picture with logits that are not finite: no pixel is right, and the loss is infinite. */
    Counts lost(LabelMap truth) {
        ConfusionMatrix matrix = matrix(truth, (x, y) -> matching.dataClasses());
        return new Counts(matrix, new MeanLoss(Double.POSITIVE_INFINITY, 1));
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

        void add(Counts counts) {
            matrix.add(counts.matrix());
            loss = loss.plus(counts.loss());
        }

        /** The figures of the total, over this number of pictures, by the names of the data's classes. */
        Evaluation evaluation(List<String> classes, int images) {
            Evaluation accuracy = Evaluation.of(matrix, classes, images);
            return measuresLoss ? accuracy.withCrossEntropy(loss.mean()) : accuracy;
        }
    }
}
