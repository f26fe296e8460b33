package dev.coppice.samediff.train.batch;

import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.View;

/**
 * Random resized crop, as torchvision defines it: a part of a picture of a random area, and of a random ratio of width to height
 * between 3/4 and 4/3 (Szegedy et al., CVPR 2015, section 6).
 *
 * @param smallestArea smallest share of the picture's area
 */
record ResizedCrop(double smallestArea) {
    private static final int TRIES = 10;
    private static final double WIDEST = 4.0 / 3;

    /** A random part of a picture. If the tries do not fit into it, it is the largest part of the picture's middle of a ratio that may be. */
    View draw(RandomStream random, RgbImage image, boolean mirror) {
        double whole = (double) image.height() * image.width();
        double most = StrictMath.log(WIDEST);
        for (int i = 0; i < TRIES; i++) {
            double area = whole * random.between(smallestArea, 1);
            double ratio = StrictMath.exp(random.between(-most, most));
            long width = Math.round(StrictMath.sqrt(area * ratio));
            long height = Math.round(StrictMath.sqrt(area / ratio));
            if (width > 0 && width <= image.width() && height > 0 && height <= image.height()) {
                int top = random.below((int) (image.height() - height) + 1);
                int left = random.below((int) (image.width() - width) + 1);
                return new View(top, left, height, width, random.unit() < 0.5 && mirror);
            }
        }
        long width = Math.min(image.width(), Math.round(image.height() * WIDEST));
        long height = Math.min(image.height(), Math.round(image.width() * WIDEST));
        double top = Math.floor((image.height() - height) / 2.0);
        double left = Math.floor((image.width() - width) / 2.0);
        return new View(top, left, height, width, random.unit() < 0.5 && mirror);
    }
}
