package dev.coppice.models.measure;

import dev.coppice.models.network.NetworkCard;
import java.util.Locale;

/** The measure of accuracy of a task: what is planned for, promised, plotted and reported. */
public enum Metric {
    /** Mean IoU over the classes, with the share of correctly predicted pixels beside it. */
    MEAN_IOU("mIoU", "mIoU", "pixel accuracy", "IoU"),
    /** Share of pictures whose class is the most likely one, with the share where it is among the five most likely. */
    TOP_1("top-1", "top1", "top-5", "accuracy");

    private final String words;
    private final String key;
    private final String secondary;
    private final String perClass;

    Metric(String words, String key, String secondary, String perClass) {
        this.words = words;
        this.key = key;
        this.secondary = secondary;
        this.perClass = perClass;
    }

    /** The measure of what a network predicts. */
    public static Metric of(NetworkCard card) {
        return card.isClassifier() ? TOP_1 : MEAN_IOU;
    }

    /** Its name in sentences, tables and plots. */
    public String words() {
        return words;
    }

    /** Its name in JSON and CSV: {@code mIoU} or {@code top1}. */
    public String key() {
        return key;
    }

    /** The name of the second figure in sentences and tables. */
    public String secondaryWords() {
        return secondary;
    }

    /** The name of the second figure in JSON and CSV: {@code pixelAccuracy} or {@code top5}. */
    public String secondaryKey() {
        return this == TOP_1 ? "top5" : "pixelAccuracy";
    }

    /** What is counted: {@code pixel} or {@code picture}. */
    public String counted() {
        return this == TOP_1 ? "picture" : "pixel";
    }

    /** The name of a class's figure in sentences and tables. */
    public String perClassWords() {
        return perClass;
    }

    /** The name that a column of a table of mIoU has for this measure. */
    public String column(String ofIoU) {
        return ofIoU.replace(MEAN_IOU.secondaryKey(), secondaryKey())
                .replace(MEAN_IOU.key, key)
                .replace(capital(MEAN_IOU.key), capital(key));
    }

    /** The name of the figures of the classes in JSON: {@code perClassIoU} or {@code perClassAccuracy}. */
    public String perClassKey() {
        return "perClass" + capital(perClass);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
