package dev.coppice.samediff.train.batch;

import dev.coppice.models.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/** What a network is trained towards where labels are blocks of M×M pixels; q is a block's share of each class. */
public enum BlockTarget {
    /** Every pixel towards its block's q: cross-entropy with upsampled blocks. */
    UPSAMPLED,
    /**
     * The mean of the softmax over a block towards its q: − Σ q log mean p, summed over blocks. What lies where within a block
     * is left to the network. Pictures are seen at their own scale and in whole blocks.
     */
    POOLED,
    /**
     * Every pixel towards the upsampled q without the frequencies from ν = H/(2M) on, which tell of the blocks' edges only;
     * clipped at 0 and made to sum to 1 again.
     */
    LOW_PASSED;

    /**
     * The target of a name.
     *
     * @throws InvalidInputException listing all names if it is none
     */
    public static BlockTarget parse(String text) {
        return Arrays.stream(values())
                .filter(target -> target.id().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The block target is '" + text + "', expected one of "
                        + Arrays.stream(values()).map(BlockTarget::id).toList() + "."));
    }

    /** Its name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
