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
 * Low frequencies first: a run begins with the same parts of pictures, averaged onto a coarser grid, where a step costs a
 * {@code side}²th of the MACs, and goes on at full resolution (progressive resizing; from coarse to fine as in Karras et al., ICLR 2018).
 *
 * @param side pixels along each axis that are averaged to one, 2 to 16; 1 for no curriculum
 * @param share of the run that is coarse, above 0 and below 1; 0 for no curriculum
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
     * Of text such as {@code 1/2}, which is half the run, or {@code 1/2=0.3}.
     *
     * @throws InvalidInputException if it is none
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

    /** Whether training is coarse when this share of the run is done. */
    boolean isCoarse(double done) {
        return done < share;
    }

    /**
     * How pictures are drawn, one stage after the other.
     *
     * @throws InvalidInputException if crops are no whole number of coarse pixels
     */
    List<Sampling> stages(Sampling fine, InputSpec input) {
        return isNone() ? List.of(fine) : List.of(coarse(fine, input), fine);
    }

    /**
     * How pictures are drawn meanwhile: the same parts of them, on fewer pixels.
     *
     * @throws InvalidInputException if crops are no whole number of coarse pixels
     */
    Sampling coarse(Sampling fine, InputSpec input) {
        Augmentation crops = fine.augmentation();
        int height = crops.height(input);
        int width = crops.width(input);
        if (height % side != 0 || width % side != 0) {
            throw new InvalidInputException(names -> "A curriculum at 1/" + side + " needs crops whose sizes " + side
                    + " divides, but they are " + height + "×" + width + ". Give " + names.of(Setting.CROP) + " "
                    + Math.max(1, height / side) * side + "x" + Math.max(1, width / side) * side + ".");
        }
        Augmentation coarse = new Augmentation(
                height / side, width / side, crops.minScale() / side, crops.maxScale() / side, crops.mirror());
        return new Sampling(fine.batch(), coarse, fine.blockTarget(), fine.seed(), side);
    }
}
