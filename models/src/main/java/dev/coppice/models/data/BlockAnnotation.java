package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.util.List;

/**
 * Form of labels that were simplified to square blocks.
 *
 * @param side block side M in pixels, at least 1
 * @param soft whether each block also keeps the share of every class; labels hold the most frequent class either way
 * @param splits the splits whose labels are blocks; other splits have full labels
 */
public record BlockAnnotation(int side, boolean soft, List<String> splits) {
    /** Counts of a block's pixels fit into 16 bits. */
    public static final int MOST_SIDE = 255;

    public BlockAnnotation {
        splits = List.copyOf(splits);
        if (side < 1 || side > MOST_SIDE) {
            throw new InvalidInputException(
                    "The side of label blocks is " + side + " pixels, expected 1 to " + MOST_SIDE + ".");
        }
    }

    /** Whether a split's labels are blocks. */
    public boolean covers(String split) {
        return splits.contains(split);
    }

    /** A short description, such as {@code blocks of 8×8, soft}. */
    @Override
    public String toString() {
        return "blocks of " + side + "×" + side + (soft ? ", soft" : "");
    }
}
