package dev.coppice.samediff.train.batch;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.View;
import dev.coppice.models.network.InputSpec;

/**
 * Random variation of training pictures: scale, crop, mirroring. Every draw comes from the run's seed.
 *
 * @param cropHeight height of training crops, in pixels of the network's input; 0 for the card's height
 * @param cropWidth width of training crops, in pixels of the network's input; 0 for the card's width
 * @param minScale smallest magnification, in (0, maxScale]; below 1 a crop may reach beyond the picture, where pixels are
 *     ignored
 * @param maxScale largest magnification, at most 100
 * @param mirror whether pictures are mirrored with probability 1/2
 */
public record Augmentation(int cropHeight, int cropWidth, double minScale, double maxScale, boolean mirror) {
    /** No variation. */
    public static final Augmentation NONE = new Augmentation(0, 0, 1, 1, false);

    /** The defaults: magnification 0.75 to 1.5, mirroring, and crops of the card's size. */
    public static final Augmentation DEFAULT = new Augmentation(0, 0, 0.75, 1.5, true);

    public Augmentation {
        if (cropHeight < 0 || cropWidth < 0) {
            throw new InvalidInputException("The training crop is " + cropHeight + "×" + cropWidth
                    + ", expected sizes of at least 0 (0: the card's).");
        }
        if (!(minScale > 0 && minScale <= maxScale && maxScale <= 100)) {
            throw new InvalidInputException("The training scale range is " + minScale + " to " + maxScale
                    + ", expected 0 < smallest ≤ largest ≤ 100.");
        }
    }

    /** This variation with crops of another size. */
    public Augmentation withCrop(int height, int width) {
        return new Augmentation(height, width, minScale, maxScale, mirror);
    }

    /** The height of a crop for a network. */
    public int height(InputSpec input) {
        return cropHeight == 0 ? input.height() : cropHeight;
    }

    /** The width of a crop for a network. */
    public int width(InputSpec input) {
        return cropWidth == 0 ? input.width() : cropWidth;
    }

    /**
     * A random part of a picture; magnification 1 is the scale of evaluation.
     *
     * @param measured the part that evaluation sees
     */
    public View draw(RandomStream random, RgbImage image, View measured, InputSpec input) {
        double scale = StrictMath.exp(random.between(StrictMath.log(minScale), StrictMath.log(maxScale)));
        double h = height(input) * measured.height() / input.height() / scale;
        double w = width(input) * measured.width() / input.width() / scale;
        double top = random.unit() * (image.height() - h);
        double left = random.unit() * (image.width() - w);
        return new View(top, left, h, w, random.unit() < 0.5 && mirror);
    }

    /**
     * A random part of whole blocks, at the picture's own scale, perhaps mirrored together with its blocks.
     *
     * @throws InvalidInputException if the picture has another size than the network's input, or a crop does not fit into it
     */
    View drawBlocks(RandomStream random, RgbImage image, InputSpec input, int side) {
        int h = height(input);
        int w = width(input);
        if (image.height() != input.height()
                || image.width() != input.width()
                || h > image.height()
                || w > image.width()) {
            throw new InvalidInputException("Block target 'pooled' sees pictures at their own scale, but one is "
                    + image.height() + "×" + image.width() + ", the network's input " + input.height() + "×"
                    + input.width() + " and a crop " + h + "×" + w
                    + " (height×width). Take pictures of the input's size and smaller crops, or another block target.");
        }
        double top = side * (double) random.below((image.height() - h) / side + 1);
        double left = side * (double) random.below((image.width() - w) / side + 1);
        return new View(top, left, h, w, random.unit() < 0.5 && mirror);
    }
}
