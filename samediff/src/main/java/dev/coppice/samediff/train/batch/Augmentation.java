package dev.coppice.samediff.train.batch;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.data.Patch;
import dev.coppice.models.data.RandomStream;
import dev.coppice.models.data.RgbImage;
import dev.coppice.models.data.View;
import dev.coppice.models.graph.Shape;
import dev.coppice.models.network.InputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random variation of training pictures: scale, crop, mirroring. Volumes and signals keep their scale, and are mirrored along
 * each axis. Every draw comes from the run's seed.
 *
 * @param crop sizes of training crops along the space axes, in samples of the network's input; 0 for the card's
 * @param minScale smallest magnification, in (0, maxScale]; below 1 a crop may reach beyond the picture, where pixels are
 *     ignored
 * @param maxScale largest magnification, at most 100
 * @param mirror whether pictures are mirrored with probability 1/2
 * @param smallestArea in place of a magnification, the smallest share of a picture's area that a crop shows, see {@link
 *     ResizedCrop}; 0 for crops by magnification
 */
public record Augmentation(List<Integer> crop, double minScale, double maxScale, boolean mirror, double smallestArea) {
    /** No variation. */
    public static final Augmentation NONE = new Augmentation(0, 0, 1, 1, false);

    /** The defaults: magnification 0.75 to 1.5, mirroring, and crops of the card's size. */
    public static final Augmentation DEFAULT = new Augmentation(0, 0, 0.75, 1.5, true);

    public Augmentation {
        crop = List.copyOf(crop);
        if (crop.stream().anyMatch(size -> size < 0)) {
            throw new InvalidInputException(
                    "The training crop is " + text(crop) + ", expected sizes of at least 0 (0: the card's).");
        }
        if (!(minScale > 0 && minScale <= maxScale && maxScale <= 100)) {
            throw new InvalidInputException("The training scale range is " + minScale + " to " + maxScale
                    + ", expected 0 < smallest ≤ largest ≤ 100.");
        }
        if (!(smallestArea >= 0 && smallestArea <= 1)) {
            throw new InvalidInputException("The smallest area of a training crop is " + smallestArea
                    + " of the picture, expected a share above 0 and at most 1.");
        }
    }

    /** Variation by magnification, with crops of some sizes along the space axes. */
    public Augmentation(List<Integer> crop, double minScale, double maxScale, boolean mirror) {
        this(crop, minScale, maxScale, mirror, 0);
    }

    /** Variation with crops of pictures; 0 for the card's height or width. */
    public Augmentation(int cropHeight, int cropWidth, double minScale, double maxScale, boolean mirror) {
        this(List.of(cropHeight, cropWidth), minScale, maxScale, mirror);
    }

    /** This variation with crops of another size. */
    public Augmentation withCrop(int height, int width) {
        return withCrop(List.of(height, width));
    }

    /** This variation with crops of other sizes along the space axes. */
    public Augmentation withCrop(List<Integer> sizes) {
        return new Augmentation(sizes, minScale, maxScale, mirror, smallestArea);
    }

    /** This variation with crops of a random area and shape in place of a magnification, see {@link ResizedCrop}. */
    public Augmentation withSmallestArea(double share) {
        return new Augmentation(crop, minScale, maxScale, mirror, share);
    }

    private static String text(List<Integer> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    /**
     * The sizes of a crop for a network, along its space axes.
     *
     * @throws InvalidInputException if the network has another number of them
     */
    public List<Integer> sizes(InputSpec input) {
        if (crop.stream().allMatch(size -> size == 0)) {
            return input.sizes();
        }
        if (crop.size() != input.sizes().size()) {
            throw new InvalidInputException(names -> "The training crop is " + text(crop) + ", and the network reads "
                    + InputSpec.sizes(input.shape(1)) + ". Give " + names.of(Setting.CROP) + " a size for each axis.");
        }
        return IntStream.range(0, crop.size())
                .mapToObj(axis -> crop.get(axis) == 0 ? input.sizes().get(axis) : crop.get(axis))
                .toList();
    }

    /** The height of a crop for a network that reads pictures. */
    public int height(InputSpec input) {
        return sizes(input).get(0);
    }

    /** The width of a crop for a network that reads pictures. */
    public int width(InputSpec input) {
        return sizes(input).get(1);
    }

    /** A random block of a volume at its own scale; one larger than the volume has it in its middle. */
    Patch draw(RandomStream random, Shape space, InputSpec input) {
        List<Integer> sizes = sizes(input);
        List<Integer> begin = new ArrayList<>();
        List<Boolean> flipped = new ArrayList<>();
        for (int axis = 0; axis < sizes.size(); axis++) {
            int room = space.size(axis) - sizes.get(axis);
            begin.add(room > 0 ? random.below(room + 1) : Math.floorDiv(room, 2));
            flipped.add(random.unit() < 0.5 && mirror);
        }
        return new Patch(begin, sizes, flipped);
    }

    /**
     * A random part of a picture; magnification 1 is the scale of evaluation.
     *
     * @param measured the part that evaluation sees
     */
    public View draw(RandomStream random, RgbImage image, View measured, InputSpec input) {
        if (smallestArea > 0) {
            return new ResizedCrop(smallestArea).draw(random, image, mirror);
        }
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
