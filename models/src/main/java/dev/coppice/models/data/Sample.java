package dev.coppice.models.data;

/**
 * A picture with its labels, both of one size.
 *
 * @param name unique in its split
 * @param image the picture
 * @param labels the class of each of its pixels
 */
public record Sample(String name, RgbImage image, LabelMap labels) {
    public Sample {
        if (image.width() != labels.width() || image.height() != labels.height()) {
            throw new IllegalArgumentException("sample '" + name + "': " + image + ", but " + labels);
        }
    }

    /** Bytes that picture and labels take in memory. */
    long bytes() {
        return 4L * image.width() * image.height();
    }
}
