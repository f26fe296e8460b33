package dev.coppice.models.data;

import java.util.Optional;

/**
 * A picture with its labels: of the same size, or the class of the whole picture.
 *
 * @param name name of the sample, unique in its split
 * @param image the picture
 * @param labels the class of each of its pixels, or its class
 * @param blocks soft labels, the number of pixels of each class in each block; empty for hard labels
 */
public record Sample(String name, RgbImage image, LabelMap labels, Optional<BlockCounts> blocks) {
    public Sample {
        boolean same = image.width() == labels.width() && image.height() == labels.height();
        if (!same && !labels.isOfPicture()) {
            throw new IllegalArgumentException("sample '" + name + "': " + image + ", but " + labels);
        }
    }

    /** A sample with hard labels. */
    public Sample(String name, RgbImage image, LabelMap labels) {
        this(name, image, labels, Optional.empty());
    }

    /** Size of picture and labels in memory, in bytes. */
    long bytes() {
        return 4L * image.width() * image.height()
                + blocks.map(BlockCounts::bytes).orElse(0L);
    }
}
