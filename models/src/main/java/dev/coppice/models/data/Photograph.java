package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.nio.file.Path;

/**
 * A picture as it is in its file, and how it is turned to stand upright. Some tools label what viewers show, others the rows
 * as they are stored; the size of the labels tells which.
 *
 * @param file its file
 * @param stored the rows of the file
 * @param orientation what turns them
 */
public record Photograph(Path file, RgbImage stored, Orientation orientation) {
    /** What becomes of a picture beside its labels. */
    public enum Turn {
        /** Its file notes no turn. */
        NONE,
        /** The labels have the size of the turned picture. */
        AS_LABELS,
        /** The labels have the size of the stored one, which stays as it is. */
        NONE_AS_LABELS,
        /** Both have one size; it is turned, as viewers and labelling tools do. */
        UNTOLD
    }

    /**
     * Reads a picture.
     *
     * @throws InvalidInputException if it cannot be read
     */
    public static Photograph read(Path file) {
        return PictureReader.photograph(file);
    }

    /** The picture as viewers show it. */
    public RgbImage upright() {
        return orientation.turned(stored);
    }

    /** What becomes of it beside labels of a size. */
    public Turn turn(int width, int height) {
        if (orientation == Orientation.UPRIGHT) {
            return Turn.NONE;
        }
        if (!orientation.swapsSides() || stored.width() == stored.height()) {
            return Turn.UNTOLD;
        }
        return stored.width() == width && stored.height() == height ? Turn.NONE_AS_LABELS : Turn.AS_LABELS;
    }

    /**
     * The picture that fits its labels.
     *
     * @throws InvalidInputException if neither the stored nor the turned one has their size
     */
    public RgbImage fitting(Path labelFile, LabelMap labels) {
        RgbImage image = turn(labels.width(), labels.height()) == Turn.NONE_AS_LABELS ? stored : upright();
        if (image.width() != labels.width() || image.height() != labels.height()) {
            throw new InvalidInputException("Image '" + file + "' is " + image.width() + "×" + image.height()
                    + " pixels (width×height), but its label '" + labelFile + "' is " + labels.width() + "×"
                    + labels.height() + ". Bring both to one size, the label without interpolation.");
        }
        return image;
    }
}
