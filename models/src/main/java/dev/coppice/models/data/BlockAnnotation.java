package dev.coppice.models.data;

import dev.coppice.models.InvalidInputException;
import java.util.List;

/**
 * How labels were simplified to square blocks.
 *
 * @param side M of a block of M×M pixels, from 1
 * @param soft whether the share of every class is kept with each block; labels hold its most frequent class either way
 * @param splits that have such labels; the others have full ones
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

    /** Whether the labels of a split are blocks. */
    public boolean covers(String split) {
        return splits.contains(split);
    }

    /** In a few words, such as {@code blocks of 8×8, soft}. */
    @Override
    public String toString() {
        return "blocks of " + side + "×" + side + (soft ? ", soft" : "");
    }
}
