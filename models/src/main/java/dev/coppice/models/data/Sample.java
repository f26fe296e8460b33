package dev.coppice.models.data;

import java.util.Optional;

/**
 * A picture with its labels, both of one size.
 *
 * @param name unique in its split
 * @param image the picture
 * @param labels the class of each of its pixels
 * @param blocks soft labels: how many pixels of each class each block has; empty if the labels are all there is
 */
public record Sample(String name, RgbImage image, LabelMap labels, Optional<BlockCounts> blocks) {
    public Sample {
        if (image.width() != labels.width() || image.height() != labels.height()) {
            throw new IllegalArgumentException("sample '" + name + "': " + image + ", but " + labels);
        }
    }

    /** With hard labels. */
    public Sample(String name, RgbImage image, LabelMap labels) {
        this(name, image, labels, Optional.empty());
    }

    /** Bytes that picture and labels take in memory. */
    long bytes() {
        return 4L * image.width() * image.height()
                + blocks.map(BlockCounts::bytes).orElse(0L);
    }
}
