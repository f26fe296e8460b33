package dev.coppice.models.data;

import dev.coppice.models.graph.Shape;

/**
 * Numbers on a grid of one to three space axes, in channels: a signal C×L, a picture of any number of bands C×H×W, or a
 * volume C×D×H×W. Immutable by contract.
 *
 * @param channels number of channels
 * @param space sizes of the space axes
 * @param values numbers in C order
 */
@SuppressWarnings("ArrayRecordComponent") // volumes take megabytes, so they are handed over and not copied
public record Volume(int channels, Shape space, float[] values) {
    public Volume {
        if (values.length != channels * space.elements()) {
            throw new IllegalArgumentException(values.length + " values for " + channels + " channels of " + space);
        }
    }

    /** The slice in the middle of the first axis as a grey picture, from its smallest value (black) to its largest. */
    RgbImage middle() {
        Shape picture = slice(space);
        int pixels = Math.toIntExact(picture.elements());
        int first = middle(space) * pixels;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int i = first; i < first + pixels; i++) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
        }
        int[] colours = new int[pixels];
        for (int i = 0; i < pixels; i++) {
            int grey = high > low ? Math.round(255 * (values[first + i] - low) / (high - low)) : 0;
            colours[i] = grey * 0x010101;
        }
        return RgbImage.of(picture.size(1), picture.size(0), colours);
    }

    /** Height and width of a slice across the first axis; all of it where there are fewer than three axes. */
    static Shape slice(Shape space) {
        return Shape.of(space.rank() < 2 ? 1 : space.size(-2), space.size(-1));
    }

    /** The index of the slice in the middle. */
    static int middle(Shape space) {
        return space.rank() < 3 ? 0 : space.size(0) / 2;
    }

    @Override
    public String toString() {
        return channels + "×" + space;
    }
}
