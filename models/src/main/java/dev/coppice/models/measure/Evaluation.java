package dev.coppice.models.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Accuracy over a data set. All shares are in [0, 1].
 *
 * @param metric what is measured, which says what the next three are
 * @param accuracy mean IoU over the classes in the data, or the share of pictures whose class is the most likely one (top-1)
 * @param secondary share of labelled pixels that are predicted correctly, or of pictures whose class is among the five most
 *     likely (top-5; NaN if the output names one class only)
 * @param perClass IoU of each class in the data, or the share of its pictures that are predicted correctly; in class order
 * @param absent classes without a labelled pixel or picture, left out of the mean
 * @param dice Dice coefficient of the second of two classes of pixels; NaN otherwise
 * @param images number of evaluated images
 * @param crossEntropy mean of −log softmax at the labelled pixels or pictures, in nats; NaN if not measured
 */
public record Evaluation(
        Metric metric,
        double accuracy,
        double secondary,
        Map<String, Double> perClass,
        List<String> absent,
        double dice,
        int images,
        double crossEntropy) {
    public Evaluation {
        perClass = Collections.unmodifiableMap(new LinkedHashMap<>(perClass));
        absent = List.copyOf(absent);
    }

    /** The figures of a confusion matrix of pixels, without cross-entropy. */
    public static Evaluation of(ConfusionMatrix matrix, List<String> classes, int images) {
        Map<String, Double> perClass = perClass(matrix, classes, matrix::iou);
        double mean = perClass.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        double dice = classes.size() == 2 ? matrix.dice(1) : Double.NaN;
        return new Evaluation(
                Metric.MEAN_IOU, mean, matrix.accuracy(), perClass, absent(matrix, classes), dice, images, Double.NaN);
    }

    /**
     * The figures of a confusion matrix of pictures, without cross-entropy.
     *
     * @param amongFive share of pictures whose class is among the five most likely; NaN if the output does not order them
     */
    public static Evaluation ofPictures(ConfusionMatrix matrix, double amongFive, List<String> classes, int images) {
        return new Evaluation(
                Metric.TOP_1,
                matrix.accuracy(),
                amongFive,
                perClass(matrix, classes, matrix::recall),
                absent(matrix, classes),
                Double.NaN,
                images,
                Double.NaN);
    }

    private static Map<String, Double> perClass(
            ConfusionMatrix matrix, List<String> classes, IntToDoubleFunction figure) {
        Map<String, Double> perClass = new LinkedHashMap<>();
        for (int c = 0; c < classes.size(); c++) {
            if (matrix.truth(c) > 0) {
                perClass.put(classes.get(c), figure.applyAsDouble(c));
            }
        }
        return perClass;
    }

    private static List<String> absent(ConfusionMatrix matrix, List<String> classes) {
        return IntStream.range(0, classes.size())
                .filter(c -> matrix.truth(c) == 0)
                .mapToObj(classes::get)
                .toList();
    }

    /** The figures of a confusion matrix, with cross-entropy. */
    public Evaluation withCrossEntropy(double measured) {
        return new Evaluation(metric, accuracy, secondary, perClass, absent, dice, images, measured);
    }
}
