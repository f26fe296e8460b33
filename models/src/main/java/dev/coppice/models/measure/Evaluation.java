package dev.coppice.models.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accuracy over a data set. IoU and Dice are in [0, 1].
 *
 * @param mIoU mean IoU over the classes in the data
 * @param pixelAccuracy share of labelled pixels that are predicted correctly
 * @param perClassIoU IoU of each class in the data, in class order
 * @param absent classes without a labelled pixel, left out of the mean
 * @param dice Dice coefficient of the second of two classes; NaN for another number of classes
 * @param images number of evaluated images
 * @param crossEntropy mean of −log softmax at the labelled pixels, in nats; NaN if not measured
 */
public record Evaluation(
        double mIoU,
        double pixelAccuracy,
        Map<String, Double> perClassIoU,
        List<String> absent,
        double dice,
        int images,
        double crossEntropy) {
    public Evaluation {
        perClassIoU = Collections.unmodifiableMap(new LinkedHashMap<>(perClassIoU));
        absent = List.copyOf(absent);
    }

    /** The figures of a confusion matrix, without cross-entropy. */
    public static Evaluation of(ConfusionMatrix matrix, List<String> classes, int images) {
        Map<String, Double> perClass = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            if (matrix.truth(c) == 0) {
                absent.add(classes.get(c));
            } else {
                perClass.put(classes.get(c), matrix.iou(c));
            }
        }
        double mean = perClass.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        double dice = classes.size() == 2 ? matrix.dice(1) : Double.NaN;
        return new Evaluation(mean, matrix.pixelAccuracy(), perClass, absent, dice, images, Double.NaN);
    }

    /** The figures of a confusion matrix, with cross-entropy. */
    public Evaluation withCrossEntropy(double measured) {
        return new Evaluation(mIoU, pixelAccuracy, perClassIoU, absent, dice, images, measured);
    }
}
