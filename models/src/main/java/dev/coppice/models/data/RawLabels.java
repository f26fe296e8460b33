package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.nio.file.Path;

/**
 * A label picture as it is in its file: numbers of up to 16 bits, indices of a palette, or colours. What they stand for is
 * a matter of the data's layout.
 */
public final class RawLabels {
    private static final int RGB = 0xFFFFFF;

    private final int width;
    private final int height;
    private final int[] values;
    /** The colour of each index; empty for numbers and colours. */
    private final int[] palette;

    private final boolean colours;

    private RawLabels(int width, int height, int[] values, boolean colours, int... palette) {
        this.width = width;
        this.height = height;
        this.values = values;
        this.colours = colours;
        this.palette = palette;
    }

    /**
     * Reads a label picture.
     *
     * @throws dev.coppice.models.InvalidInputException if it cannot be read
     */
    public static RawLabels read(Path file) {
        return PictureReader.raw(file);
    }

    /**
     * Whether a file is a label picture in our own form with just these labels. Files of other layouts may hold ids, colours or
     * shapes.
     */
    public static boolean areIn(Path file, LabelMap labels) {
        if (!String.valueOf(file.getFileName()).endsWith(".png")) {
            return false;
        }
        try {
            return PictureReader.labels(file).equals(labels);
        } catch (InvalidInputException e) {
            return false;
        }
    }

    static RawLabels ofNumbers(int width, int height, int[] values) {
        return new RawLabels(width, height, values, false);
    }

    static RawLabels ofPalette(int width, int height, int[] indices, int... palette) {
        return new RawLabels(width, height, indices, false, palette);
    }

    /** Colours as 0xRRGGBB; higher bits count for nothing. */
    static RawLabels ofColours(int width, int height, int[] pixels) {
        return new RawLabels(width, height, pixels, true);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The number of pixels. */
    public int pixels() {
        return values.length;
    }

    /** Whether its numbers are indices of a palette. */
    public boolean hasPalette() {
        return palette.length > 0;
    }

    /** Whether it has three channels. */
    public boolean isOfColours() {
        return colours;
    }

    /** Whether it has three channels, which are not equal everywhere. */
    public boolean isColoured() {
        if (!colours) {
            return false;
        }
        for (int value : values) {
            if ((value & 0xFF) * 0x010101 != (value & RGB)) {
                return true;
            }
        }
        return false;
    }

    /** The number at a pixel, counted row by row: a palette's index, a grey value; of three channels the last one's. */
    public int number(int pixel) {
        return colours ? values[pixel] & 0xFF : values[pixel];
    }

    /** The colour at a pixel, counted row by row, as 0xRRGGBB. Numbers are grey. */
    public int colour(int pixel) {
        int value = values[pixel];
        if (colours) {
            return value & RGB;
        }
        if (palette.length > 0) {
            return value < palette.length ? palette[value] & RGB : RGB;
        }
        return Math.min(value, 0xFF) * 0x010101;
    }

    @Override
    public String toString() {
        return width + "×" + height + (colours ? " colours" : " numbers");
    }
}
