package dev.coppice.samediff.train;

import dev.coppice.models.InvalidInputException;
import dev.coppice.models.Setting;
import dev.coppice.models.network.InputSpec;
import dev.coppice.samediff.train.batch.Augmentation;
import dev.coppice.samediff.train.batch.Sampling;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Curriculum from low to high frequencies. A run starts with the same parts of pictures averaged onto a coarser grid, where
 * a step costs 1/{@code side}² of the MACs, and continues at full resolution (progressive resizing; from coarse to fine as
 * in Karras et al., ICLR 2018).
 *
 * @param side number of pixels along each axis that are averaged to one, 2 to 16; 1 for no curriculum
 * @param share share of the run that is coarse, above 0 and below 1; 0 for no curriculum
 */
public record Curriculum(int side, double share) {
    /** Full resolution from the first step. */
    public static final Curriculum NONE = new Curriculum(1, 0);

    private static final double USUAL_SHARE = 0.5;
    private static final Pattern TEXT = Pattern.compile("1/([2-9]|1[0-6])(?:=(0?\\.\\d{1,9}))?");

    public Curriculum {
        boolean none = side == 1 && share == 0;
        if (!none && !(side >= 2 && side <= 16 && share > 0 && share < 1)) {
            throw new InvalidInputException("The curriculum is 1/" + side + " for a share of " + share
                    + " of the run, expected 1/2 to 1/16 and a share above 0 and below 1.");
        }
    }

    /**
     * Parses text such as {@code 1/2=0.3}; {@code 1/2} alone is coarse for half the run.
     *
     * @throws InvalidInputException if the text is not a curriculum
     */
    public static Curriculum parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new InvalidInputException("The curriculum is '" + text
                    + "', expected a grid from 1/2 to 1/16, and perhaps a share of the run below 1, such as 1/2=0.5.");
        }
        String share = parts.group(2);
        return new Curriculum(
                Integer.parseInt(parts.group(1)), share == null ? USUAL_SHARE : Double.parseDouble(share));
    }

    boolean isNone() {
        return side == 1;
    }

    /** Whether training is coarse after this share of the run. */
    boolean isCoarse(double done) {
        return done < share;
    }

    /**
     * The sampling of each stage, in order.
     *
     * @throws InvalidInputException if crops are not a whole number of coarse pixels
     */
    List<Sampling> stages(Sampling fine, InputSpec input) {
        return isNone() ? List.of(fine) : List.of(coarse(fine, input), fine);
    }

    /**
     * The sampling of the coarse stage: the same parts of pictures, on fewer pixels.
     *
     * @throws InvalidInputException if crops are not a whole number of coarse pixels
     */
    Sampling coarse(Sampling fine, InputSpec input) {
        Augmentation crops = fine.augmentation();
        if (!input.isPicture()) {
            throw new InvalidInputException("A curriculum makes pictures coarser, and the network reads "
                    + InputSpec.sizes(input.shape(1)) + ". Leave it out.");
        }
        int height = crops.height(input);
        int width = crops.width(input);
        if (height % side != 0 || width % side != 0) {
            throw new InvalidInputException(names -> "A curriculum at 1/" + side + " needs crops whose sizes " + side
                    + " divides, but they are " + height + "×" + width + ". Give " + names.of(Setting.CROP) + " "
                    + Math.max(1, height / side) * side + "x" + Math.max(1, width / side) * side + ".");
        }
        Augmentation coarse = new Augmentation(
                        height / side, width / side, crops.minScale() / side, crops.maxScale() / side, crops.mirror())
                .withSmallestArea(crops.smallestArea());
        return new Sampling(fine.batch(), coarse, fine.blockTarget(), fine.seed(), side);
    }
}
